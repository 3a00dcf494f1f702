using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>Keeps records of blobs that failed for good, in a container with the name of the real host's queue.</summary>
internal sealed class PoisonBlobs(StorageConnections connections)
{
    public const string ContainerName = "webjobs-blobtrigger-poison";

    public async Task<string> WriteAsync(BlobTrigger trigger, PoisonBlob record)
    {
        var container = connections.Service(trigger.Connection).GetBlobContainerClient(ContainerName);
        await container.CreateIfNotExistsAsync();
        var name = $"{trigger.Function.Name}/{record.ContainerName}/{record.BlobName}/{record.ETag.Trim('"')}.json";
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } };
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(JsonSerializer.Serialize(record, PoisonJson.Default.PoisonBlob)), options);
        return $"{ContainerName}/{name}";
    }
}
