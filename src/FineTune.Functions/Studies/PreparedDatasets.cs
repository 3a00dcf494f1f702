using FineTune.Functions.Storage;
using FineTune.Training.Datasets;

namespace FineTune.Functions.Studies;

/// <summary>Prepared datasets in storage and in the host's cache, by the hash of their content.</summary>
public sealed class PreparedDatasets(Containers containers, HostCache cache)
{
    private const string Kind = "prepared";

    /// <summary>Puts a prepared dataset into storage if it is not there yet.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="folder">The folder that it was saved to.</param>
    /// <param name="cancellation">Ends the upload.</param>
    public async Task SaveAsync(PreparedDataset dataset, string folder, CancellationToken cancellation)
    {
        var prefix = StudyPaths.PreparedDataset(dataset.ContentHash);
        if (await containers.Studies.ReadManifestAsync(prefix, cancellation).ConfigureAwait(false) is null)
        {
            await containers.Studies.UploadFolderAsync(folder, prefix, mayCommit: null, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A prepared dataset, pulled if this host does not have it.</summary>
    /// <exception cref="FileNotFoundException">There is none with this hash.</exception>
    public async Task<PreparedDataset> LoadAsync(string hash, CancellationToken cancellation)
    {
        var prefix = StudyPaths.PreparedDataset(hash);
        var folder = await cache.GetOrAddAsync(Kind, hash, async (target, token) =>
        {
            var manifest = await containers.Studies.ReadManifestAsync(prefix, token).ConfigureAwait(false)
                ?? throw new FileNotFoundException($"There is no prepared dataset at studies/{prefix}.");
            await containers.Studies.DownloadFolderAsync(manifest, prefix, target, token).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
        return PreparedDataset.Load(folder);
    }
}
