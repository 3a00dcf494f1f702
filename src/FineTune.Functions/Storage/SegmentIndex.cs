namespace FineTune.Functions.Storage;

/// <summary>The index of finished segments by key, over all studies: the same segment is never trained twice.</summary>
public sealed class SegmentIndex(Containers containers)
{
    /// <summary>A finished segment whose checkpoint is still there; null when there is none.</summary>
    public async Task<SegmentRecord?> FindAsync(string key, CancellationToken cancellation)
    {
        var (record, _) = await containers.Studies
            .ReadJsonAsync(StudyPaths.Segment(key), StorageJson.Default.SegmentRecord, cancellation)
            .ConfigureAwait(false);
        if (record is null or { Checkpoint: "" })
        {
            return record;
        }

        var manifest = await containers.Studies.ReadManifestAsync(record.Checkpoint, cancellation).ConfigureAwait(false);
        return manifest?.Hash == record.CheckpointHash ? record : null;
    }

    /// <summary>Enters a finished segment. A second entry under the same key says the same, so the last one may win.</summary>
    public Task SaveAsync(string key, SegmentRecord record, CancellationToken cancellation) =>
        containers.Studies.WriteJsonAsync(StudyPaths.Segment(key), record, StorageJson.Default.SegmentRecord, cancellation);
}
