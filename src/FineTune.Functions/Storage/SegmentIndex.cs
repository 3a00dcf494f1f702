namespace FineTune.Functions.Storage;

/// <summary>The index of finished segments by key, over all studies: the same segment is never trained twice.</summary>
public sealed class SegmentIndex(Containers containers)
{
    /// <summary>A finished segment; null when there is none. Its checkpoint may have been deleted meanwhile.</summary>
    public async Task<SegmentRecord?> FindAsync(string key, CancellationToken cancellation) =>
        (await containers.Studies.ReadJsonAsync(StudyPaths.Segment(key), StorageJson.Default.SegmentRecord, cancellation).ConfigureAwait(false)).Value;

    /// <summary>Enters a finished segment. A second entry under the same key says the same, so the last one may win.</summary>
    public Task SaveAsync(string key, SegmentRecord record, CancellationToken cancellation) =>
        containers.Studies.WriteJsonAsync(StudyPaths.Segment(key), record, StorageJson.Default.SegmentRecord, cancellation);
}
