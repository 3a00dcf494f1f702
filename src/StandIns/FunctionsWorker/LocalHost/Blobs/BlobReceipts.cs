using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// Receipts lie where the real host keeps them:
/// <c>azure-webjobs-hosts/blobreceipts/{host}/{function}/{etag}/{container}/{blob}</c>. Deleting one forces a rerun.
/// </summary>
internal sealed class BlobReceipts(StorageConnections connections, HostSettings settings)
{
    private const string ContainerName = "azure-webjobs-hosts";

    private BlobContainerClient Container => connections.Service(null).GetBlobContainerClient(ContainerName);

    public async Task<BlobClient> PrepareAsync(BlobTrigger trigger, string blob, ETag etag, CancellationToken cancellationToken)
    {
        await Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        return Container.GetBlobClient($"{Folder(trigger)}{etag:H}/{trigger.Pattern.Container}/{blob}");
    }

    /// <summary>Blobs (name and ETag) that the function is done with.</summary>
    public async Task<HashSet<(string Name, string ETag)>> CompletedAsync(BlobTrigger trigger, CancellationToken cancellationToken)
    {
        var done = new HashSet<(string Name, string ETag)>();
        var folder = Folder(trigger);
        try
        {
            await foreach (var receipt in Container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, folder, cancellationToken))
            {
                if (receipt.Metadata.ContainsKey(BlobReceipt.CompletedKey) && Parse(receipt.Name[folder.Length..]) is { } key)
                {
                    done.Add(key);
                }
            }
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return done;
        }

        return done;
    }

    private static (string Name, string ETag)? Parse(string rest) =>
        rest.Split('/', 3) is [var etag, _, var name] ? (name, etag.Trim('"')) : null;

    private string Folder(BlobTrigger trigger) => $"blobreceipts/{settings.HostId}/{trigger.Function.FullId}/";
}
