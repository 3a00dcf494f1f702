using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Schedule records where the real host keeps them: <c>azure-webjobs-hosts/timers/{host}/{function}/status</c>.</summary>
internal sealed class BlobTimerMonitor(StorageConnections connections, HostSettings settings) : ITimerMonitor
{
    private readonly Dictionary<string, ETag> _seen = [];

    private BlobContainerClient Container => connections.Service(null).GetBlobContainerClient("azure-webjobs-hosts");

    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Blob(function).DownloadContentAsync(cancellationToken);
            Remember(function, content.Value.Details.ETag);
            return JsonSerializer.Deserialize(content.Value.Content, TimerJson.Default.ScheduleStatus);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    public async Task<bool> TryClaimAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        var blob = Blob(function);
        await Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            var options = new BlobUploadOptions { Conditions = Conditions(function) };
            var text = JsonSerializer.Serialize(status, TimerJson.Default.ScheduleStatus);
            var written = await blob.UploadAsync(BinaryData.FromString(text), options, cancellationToken);
            Remember(function, written.Value.ETag);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            await ReadAsync(function, cancellationToken);
            return false;
        }
    }

    private BlobClient Blob(string function) => Container.GetBlobClient($"timers/{settings.HostId}/Host.Functions.{function}/status");

    private BlobRequestConditions Conditions(string function)
    {
        lock (_seen)
        {
            return _seen.TryGetValue(function, out var etag)
                ? new BlobRequestConditions { IfMatch = etag }
                : new BlobRequestConditions { IfNoneMatch = ETag.All };
        }
    }

    private void Remember(string function, ETag etag)
    {
        lock (_seen)
        {
            _seen[function] = etag;
        }
    }
}
