using Azure;

namespace FineTune.Functions.Storage;

/// <summary>Reads and sets the flags of a study.</summary>
public sealed class StudyControls(Containers containers)
{
    /// <summary>The flags; all down where none was ever set.</summary>
    public async Task<StudyControl> ReadAsync(StudyId id, CancellationToken cancellation) =>
        (await ReadWithETagAsync(id, cancellation).ConfigureAwait(false)).Control;

    /// <summary>Changes the flags; with two writers at once both changes hold.</summary>
    public async Task<StudyControl> ChangeAsync(StudyId id, Func<StudyControl, StudyControl> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (old, etag) = await ReadWithETagAsync(id, cancellation).ConfigureAwait(false);
            var changed = change(old);
            if (changed == old || await containers.Studies
                    .TryReplaceJsonAsync(StudyPaths.Control(id), changed, StorageJson.Default.StudyControl, etag, cancellation)
                    .ConfigureAwait(false) is not null)
            {
                return changed;
            }
        }
    }

    private async Task<(StudyControl Control, ETag ETag)> ReadWithETagAsync(StudyId id, CancellationToken cancellation)
    {
        var (control, etag) = await containers.Studies
            .ReadJsonAsync(StudyPaths.Control(id), StorageJson.Default.StudyControl, cancellation)
            .ConfigureAwait(false);
        return (control ?? new StudyControl(), etag);
    }
}
