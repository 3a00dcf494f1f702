using Azure;
using Azure.Storage.Blobs.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>What a trigger remembers from scan to scan: which blobs are done with, running, or waiting for another attempt.</summary>
internal sealed class BlobScan(BlobTrigger trigger, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _notBefore = new(StringComparer.Ordinal);
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);

    /// <summary>Takes over what earlier hosts were done with.</summary>
    public void Remember(IEnumerable<(string Name, string ETag)> completed, IEnumerable<BlobItem> present)
    {
        var done = completed as HashSet<(string Name, string ETag)> ?? [.. completed];
        foreach (var blob in present.Where(blob => done.Contains((blob.Name, Key(blob)))))
        {
            _done[blob.Name] = Key(blob);
        }
    }

    /// <summary>The blobs of a scan to run now; they count as running.</summary>
    public List<FoundBlob> Take(IReadOnlyCollection<BlobItem> present)
    {
        lock (_gate)
        {
            Forget(present);
            var found = new List<FoundBlob>();
            foreach (var blob in present)
            {
                var isDone = _done.TryGetValue(blob.Name, out var etag) && etag == Key(blob);
                var mustWait = _notBefore.TryGetValue(blob.Name, out var due) && time.GetTimestamp() < due;
                if (!isDone && !mustWait && trigger.Pattern.Match(blob.Name) is { } tokens && _running.Add(blob.Name))
                {
                    found.Add(new FoundBlob(blob.Name, blob.Properties.ETag!.Value, tokens));
                }
            }

            return found;
        }
    }

    /// <summary>A blob has ended; <paramref name="delay"/> says when to look at it again, or null for never with this ETag.</summary>
    public void End(FoundBlob blob, TimeSpan? delay)
    {
        lock (_gate)
        {
            _running.Remove(blob.Name);
            if (delay is { } wait)
            {
                _notBefore[blob.Name] = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
            }
            else
            {
                _notBefore.Remove(blob.Name);
                _done[blob.Name] = blob.ETag.ToString();
            }
        }
    }

    private static string Key(BlobItem blob) => blob.Properties.ETag!.Value.ToString();

    // Names that are gone are forgotten, so that memory follows the container's size.
    private void Forget(IReadOnlyCollection<BlobItem> present)
    {
        if (_done.Count + _notBefore.Count == 0)
        {
            return;
        }

        var names = present.Select(blob => blob.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _done.Keys.Concat(_notBefore.Keys).Where(name => !names.Contains(name)).ToList())
        {
            _done.Remove(gone);
            _notBefore.Remove(gone);
        }
    }
}
