namespace FineTune.Functions.Storage;

/// <summary>Checkpoints in storage and their copies in the host's cache, by the hash of their content.</summary>
public sealed class CheckpointStore(Containers containers, HostCache cache)
{
    private const string Kind = "checkpoints";

    /// <summary>Writes a checkpoint folder; it exists once its manifest does.</summary>
    /// <param name="folder">The folder on disk.</param>
    /// <param name="prefix">Where it goes, with a slash behind.</param>
    /// <param name="mayCommit">Asked just before the commit.</param>
    /// <param name="cancellation">Ends the upload.</param>
    /// <returns>The manifest; null when <paramref name="mayCommit"/> said no.</returns>
    public async Task<FolderManifest?> CommitAsync(
        string folder, string prefix, Func<CancellationToken, Task<bool>> mayCommit, CancellationToken cancellation)
    {
        var manifest = await containers.Studies.UploadFolderAsync(folder, prefix, mayCommit, cancellation).ConfigureAwait(false);
        if (manifest is not null)
        {
            await cache.GetOrAddAsync(Kind, manifest.Hash, (target, _) => CopyAsync(folder, target), cancellation).ConfigureAwait(false);
        }

        return manifest;
    }

    /// <summary>The hash of a committed checkpoint; null when there is none at this place.</summary>
    public async Task<string?> FindHashAsync(string prefix, CancellationToken cancellation) =>
        (await containers.Studies.ReadManifestAsync(prefix, cancellation).ConfigureAwait(false))?.Hash;

    /// <summary>Notes that a checkpoint of this content belongs here, without the content, which was deleted as of no more use.</summary>
    public Task CommitHollowAsync(string hash, string prefix, CancellationToken cancellation) => containers.Studies.WriteJsonAsync(
        prefix + FolderUploads.ManifestName, new FolderManifest(hash, []), StorageJson.Default.FolderManifest, cancellation);

    /// <summary>True when a checkpoint of this content lies at this place and is not hollow.</summary>
    public async Task<bool> HasContentAsync(string prefix, string hash, CancellationToken cancellation) =>
        await containers.Studies.ReadManifestAsync(prefix, cancellation).ConfigureAwait(false) is { IsHollow: false } manifest && manifest.Hash == hash;

    /// <summary>A checkpoint's folder on this host, pulled if it is absent.</summary>
    /// <exception cref="FileNotFoundException">No checkpoint with content is committed at this place.</exception>
    public async Task<string> PullAsync(string prefix, CancellationToken cancellation) =>
        await TryPullAsync(prefix, cancellation).ConfigureAwait(false)
            ?? throw new FileNotFoundException($"There is no checkpoint at studies/{prefix}.");

    /// <summary>A checkpoint's folder on this host, pulled if it is absent; null when none is committed there, or a hollow one.</summary>
    public async Task<string?> TryPullAsync(string prefix, CancellationToken cancellation)
    {
        var manifest = await containers.Studies.ReadManifestAsync(prefix, cancellation).ConfigureAwait(false);
        return manifest is null or { IsHollow: true } ? null : await cache.GetOrAddAsync(
            Kind,
            manifest.Hash,
            (folder, token) => containers.Studies.DownloadFolderAsync(manifest, prefix, folder, token),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes the checkpoints of a trial but those to keep, also what crashed attempts left behind.</summary>
    /// <param name="trial">The trial's folder, with a slash behind.</param>
    /// <param name="keep">The folders of the checkpoints to keep.</param>
    /// <param name="cancellation">Ends the deletion.</param>
    public async Task SweepAsync(string trial, IReadOnlyCollection<string> keep, CancellationToken cancellation)
    {
        var doomed = new List<string>();
        await foreach (var blob in containers.Studies.GetBlobsAsync(prefix: trial, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (!blob.Name.EndsWith(".attempt", StringComparison.Ordinal) && !keep.Any(kept => blob.Name.StartsWith(kept, StringComparison.Ordinal)))
            {
                doomed.Add(blob.Name);
            }
        }

        // Manifests first: a folder without one does not exist, so no reader finds half of one.
        foreach (var name in doomed.OrderBy(name => !IsManifest(name)))
        {
            if (IsManifest(name))
            {
                await DropFromCacheAsync(name[..^FolderUploads.ManifestName.Length], cancellation).ConfigureAwait(false);
            }

            await containers.Studies.DeleteBlobIfExistsAsync(name, cancellationToken: cancellation).ConfigureAwait(false);
        }
    }

    private static bool IsManifest(string name) => name.EndsWith('/' + FolderUploads.ManifestName, StringComparison.Ordinal);

    private static Task CopyAsync(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return Task.CompletedTask;
    }

    /// <summary>Frees this host's copy of a checkpoint; storage keeps it.</summary>
    public async Task DropFromCacheAsync(string prefix, CancellationToken cancellation)
    {
        if (await FindHashAsync(prefix, cancellation).ConfigureAwait(false) is { } hash)
        {
            cache.Drop(Kind, hash);
        }
    }
}
