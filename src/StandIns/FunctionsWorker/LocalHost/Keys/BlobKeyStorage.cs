using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>Key files in the container <c>azure-webjobs-secrets</c>, below the host's id.</summary>
internal sealed class BlobKeyStorage(StorageConnections connections, HostSettings settings) : IKeyStorage
{
    private const string ContainerName = "azure-webjobs-secrets";

    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Blob(name).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToString();
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public async Task<bool> TryCreateAsync(string name, string text, CancellationToken cancellationToken)
    {
        await Container().CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await Blob(name).UploadAsync(BinaryData.FromString(text), options, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobContainerClient Container() => connections.Service(null).GetBlobContainerClient(ContainerName);

    private BlobClient Blob(string name) => Container().GetBlobClient($"{settings.HostId}/{name}");
}
