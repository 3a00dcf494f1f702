using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// The record that a function saw a blob with an ETag. It is held by a lease while the function runs, so that hosts
/// side by side run it once, and it counts attempts before they begin, so that a crash counts too.
/// </summary>
internal sealed class BlobReceipt : IAsyncDisposable
{
    public const string CompletedKey = "Completed";
    private const string AttemptsKey = "Attempts";
    private const string PoisonedKey = "Poisoned";
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(15);

    private readonly BlobClient _blob;
    private readonly BlobLeaseClient _lease;
    private readonly ITimer _renewal;

    private BlobReceipt(BlobClient blob, BlobLeaseClient lease, int attempts, TimeProvider time)
    {
        _blob = blob;
        _lease = lease;
        Attempts = attempts;
        _renewal = time.CreateTimer(_ => _ = RenewAsync(), null, LeaseDuration / 3, LeaseDuration / 3);
    }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Claims the receipt; none where the blob is done with or another host works on it.</summary>
    public static async Task<(BlobReceipt? Receipt, bool IsCompleted)> ClaimAsync(BlobClient blob, TimeProvider time, CancellationToken cancellationToken)
    {
        await CreateAsync(blob, cancellationToken);
        var lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(LeaseDuration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return (null, false);
        }

        var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        var metadata = properties.Value.Metadata;
        if (metadata.ContainsKey(CompletedKey))
        {
            await lease.ReleaseAsync(cancellationToken: cancellationToken);
            return (null, true);
        }

        var attempts = int.TryParse(metadata.TryGetValue(AttemptsKey, out var text) ? text : null, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return (new BlobReceipt(blob, lease, attempts, time), false);
    }

    public Task BeginAttemptAsync(CancellationToken cancellationToken) => WriteAttemptsAsync(Attempts + 1, cancellationToken);

    /// <summary>Takes the attempt back: the host leaves, nothing failed.</summary>
    public Task UndoAttemptAsync() => WriteAttemptsAsync(Attempts - 1, CancellationToken.None);

    public Task CompleteAsync(DateTimeOffset at, bool poisoned)
    {
        var metadata = Metadata(Attempts);
        metadata[CompletedKey] = at.ToString("O", CultureInfo.InvariantCulture);
        if (poisoned)
        {
            metadata[PoisonedKey] = "true";
        }

        return WriteAsync(metadata, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _renewal.DisposeAsync();
        try
        {
            await _lease.ReleaseAsync();
        }
        catch (RequestFailedException)
        {
            // Storage went away or the lease lapsed: it ends by itself.
            return;
        }
    }

    private static async Task CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await blob.UploadAsync(BinaryData.FromString(string.Empty), options, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return; // It is there already.
        }
    }

    private static Dictionary<string, string> Metadata(int attempts) =>
        new() { [AttemptsKey] = attempts.ToString(CultureInfo.InvariantCulture) };

    private Task WriteAttemptsAsync(int attempts, CancellationToken cancellationToken)
    {
        Attempts = attempts;
        return WriteAsync(Metadata(attempts), cancellationToken);
    }

    private async Task WriteAsync(Dictionary<string, string> metadata, CancellationToken cancellationToken) =>
        await _blob.SetMetadataAsync(metadata, new BlobRequestConditions { LeaseId = _lease.LeaseId }, cancellationToken);

    private async Task RenewAsync()
    {
        try
        {
            await _lease.RenewAsync();
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // The next renewal tries again; a lease that was lost shows when the receipt is written.
            return;
        }
    }
}
