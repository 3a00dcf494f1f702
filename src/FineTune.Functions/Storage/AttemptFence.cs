using Azure;
using Azure.Storage.Blobs;

namespace FineTune.Functions.Storage;

/// <summary>The fence of one segment: whoever came last holds it, an older attempt finds out before it commits anything.</summary>
public sealed class AttemptFence
{
    private readonly BlobContainerClient _studies;
    private readonly string _path;
    private ETag _etag;

    private AttemptFence(BlobContainerClient studies, string path, AttemptRecord record, ETag etag)
    {
        _studies = studies;
        _path = path;
        _etag = etag;
        Record = record;
    }

    /// <summary>What the fence says of this attempt.</summary>
    public AttemptRecord Record { get; private set; }

    /// <summary>Takes the fence from whoever held it.</summary>
    public static async Task<AttemptFence> TakeAsync(BlobContainerClient studies, string path, CancellationToken cancellation)
    {
        while (true)
        {
            var (old, read) = await studies.ReadJsonAsync(path, StorageJson.Default.AttemptRecord, cancellation).ConfigureAwait(false);
            var record = old is null
                ? new AttemptRecord(0, 0, null, Open: true)
                : new AttemptRecord(old.Attempt + 1, old.Lost + (old.Open ? 1 : 0), old.ResumeFrom, Open: true);
            if (await studies.TryReplaceJsonAsync(path, record, StorageJson.Default.AttemptRecord, read, cancellation).ConfigureAwait(false) is { } etag)
            {
                return new AttemptFence(studies, path, record, etag);
            }
        }
    }

    /// <summary>Whether this attempt is still the newest.</summary>
    public async Task<bool> IsHeldAsync(CancellationToken cancellation)
    {
        var (found, etag) = await _studies.ReadJsonAsync(_path, StorageJson.Default.AttemptRecord, cancellation).ConfigureAwait(false);
        return found is not null && etag == _etag;
    }

    /// <summary>Says how the attempt ended; false when a newer one holds the fence.</summary>
    /// <param name="resumeFrom">The committed checkpoint of a preempted attempt; null keeps the one known before.</param>
    /// <param name="cancellation">Ends the write.</param>
    public async Task<bool> CloseAsync(string? resumeFrom, CancellationToken cancellation)
    {
        var closed = Record with { Open = false, ResumeFrom = resumeFrom ?? Record.ResumeFrom };
        var etag = await _studies
            .TryReplaceJsonAsync(_path, closed, StorageJson.Default.AttemptRecord, _etag, cancellation)
            .ConfigureAwait(false);
        if (etag is null)
        {
            return false;
        }

        Record = closed;
        _etag = etag.Value;
        return true;
    }
}
