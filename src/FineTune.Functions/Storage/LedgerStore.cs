using System.Collections.Concurrent;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Storage;

/// <summary>The ledgers of the studies: append blobs that many writers extend and nobody rewrites.</summary>
/// <remarks>
/// An append names the position it was decided at, so an event that came in between makes it fail; then the ledger is read again
/// and the writer decides anew. An event whose id is in the ledger is never written twice. One append is one block, so a line is
/// there whole or not at all.
/// </remarks>
public sealed class LedgerStore(Containers containers, TimeProvider time)
{
    private readonly ConcurrentDictionary<StudyId, LedgerSnapshot> _read = new();

    /// <summary>Makes a study's ledger if it is absent.</summary>
    public async Task CreateAsync(StudyId id, CancellationToken cancellation) =>
        await Blob(id).CreateIfNotExistsAsync(cancellationToken: cancellation).ConfigureAwait(false);

    /// <summary>The ledger as it is now; null when there is none. Only what is new since the last read is downloaded.</summary>
    public async Task<LedgerSnapshot?> ReadAsync(StudyId id, CancellationToken cancellation)
    {
        try
        {
            var properties = (await Blob(id).GetPropertiesAsync(cancellationToken: cancellation).ConfigureAwait(false)).Value;
            var known = _read.TryGetValue(id, out var cached) && cached.CreatedOn == properties.CreatedOn && cached.Length <= properties.ContentLength
                ? cached
                : LedgerSnapshot.Empty(properties.CreatedOn);
            var snapshot = known.Length == properties.ContentLength
                ? known
                : await ReadOnAsync(id, known, properties.ContentLength, cancellation).ConfigureAwait(false);
            _read[id] = snapshot;
            return snapshot;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            Forget(id);
            return null;
        }
    }

    /// <summary>Appends what is decided on the newest state; decides again when another writer was quicker.</summary>
    /// <param name="id">The study.</param>
    /// <param name="decide">The events to append; those that the ledger has are left out. Pure: it may be asked several times.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The ledger with the events in it.</returns>
    /// <exception cref="StudyGoneException">The study was deleted.</exception>
    public async Task<LedgerSnapshot> UpdateAsync(
        StudyId id, Func<StudyState, IEnumerable<LedgerEvent>> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var snapshot = await ReadAsync(id, cancellation).ConfigureAwait(false) ?? throw new StudyGoneException(id);
            var news = decide(snapshot.State)
                .Where(entry => !snapshot.State.Contains(entry.Id))
                .Select(entry => entry with { At = time.GetUtcNow() })
                .ToList();
            if (news.Count == 0)
            {
                return snapshot;
            }

            await TryAppendAsync(id, snapshot, news, cancellation).ConfigureAwait(false);
            var after = await ReadAsync(id, cancellation).ConfigureAwait(false) ?? throw new StudyGoneException(id);
            if (news.TrueForAll(entry => after.State.Contains(entry.Id)))
            {
                return after;
            }
        }
    }

    /// <summary>Appends events; those that the ledger has are left out.</summary>
    public Task<LedgerSnapshot> AppendAsync(StudyId id, IReadOnlyList<LedgerEvent> events, CancellationToken cancellation) =>
        UpdateAsync(id, _ => events, cancellation);

    /// <summary>Drops what was read of a ledger.</summary>
    public void Forget(StudyId id) => _read.TryRemove(id, out _);

    private AppendBlobClient Blob(StudyId id) => containers.Studies.GetAppendBlobClient(StudyPaths.Ledger(id));

    private async Task<LedgerSnapshot> ReadOnAsync(StudyId id, LedgerSnapshot known, long length, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(known.Length, length - known.Length) };
        var content = (await Blob(id).DownloadContentAsync(options, cancellation).ConfigureAwait(false)).Value.Content;
        return known.With(length, LedgerJson.ReadAll(content.ToMemory().Span));
    }

    private async Task TryAppendAsync(StudyId id, LedgerSnapshot at, IReadOnlyList<LedgerEvent> events, CancellationToken cancellation)
    {
        var block = Encoding.UTF8.GetBytes(string.Concat(events.Select(entry => LedgerJson.Write(entry) + "\n")));
        using var content = new MemoryStream(block, writable: false);
        var options = new AppendBlobAppendBlockOptions
        {
            Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = at.Length },
        };
        try
        {
            await Blob(id).AppendBlockAsync(content, options, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Another writer was quicker, or this append went through and its answer was lost: the caller reads again and sees.
        }
    }
}
