using FineTune.Functions.Storage;

namespace FineTune.Functions.Studies;

/// <summary>Finds pretrained models: in storage, or among the samples that come with the product, which are then put into storage.</summary>
public sealed class ModelCatalog(Containers containers, HostCache cache, FineTuneOptions options)
{
    private const string ConfigFile = "config.json";

    /// <summary>The files of a model with their ETags.</summary>
    /// <param name="model">The model's name, which has passed the grammar.</param>
    /// <param name="cancellation">Ends the listing.</param>
    /// <exception cref="ProblemException">404: there is no such model.</exception>
    public async Task<IReadOnlyList<PinnedFile>> PinAsync(string model, CancellationToken cancellation)
    {
        var files = await containers.Models.ListFolderAsync($"{model}/", cancellation).ConfigureAwait(false);
        if (!files.Any(file => file.File == ConfigFile) && SampleFolder(model) is { } sample)
        {
            await UploadAsync(sample, model, cancellation).ConfigureAwait(false);
            files = await containers.Models.ListFolderAsync($"{model}/", cancellation).ConfigureAwait(false);
        }

        // What breaks the grammar (.gitattributes, say) is none of the model's business, and never becomes a path on this host.
        files = [.. files.Where(file => ResourceName.TryParse(file.File, out _))];
        Check(model, files);
        if (files.Count > 0)
        {
            return files;
        }

        throw new ProblemException(404, "Model not found", [Problem.At(
            "/model",
            $"There is no model '{model}'.",
            $"Upload its folder first: PUT /api/models/{model}/config.json and so on, or `finetune model add`.")]);
    }

    /// <summary>A model's folder on this host, pulled if it is absent.</summary>
    /// <exception cref="ProblemException">409: a file was deleted or overwritten since it was pinned.</exception>
    public Task<string> PullAsync(IReadOnlyList<PinnedFile> files, CancellationToken cancellation) =>
        cache.GetOrAddAsync(
            "models",
            PinnedDownloads.IdentityOf(files),
            (folder, token) => containers.Models.DownloadPinnedAsync(files, folder, token),
            cancellation);

    private void Check(string model, IReadOnlyList<PinnedFile> files)
    {
        if (files.Count > options.MaxModelFiles)
        {
            throw new ProblemException(422, "The model cannot be used", [Problem.At(
                "/model", $"The model '{model}' has {files.Count} files; at most {options.MaxModelFiles} are read.", "Delete those that do not belong to it (FineTune:MaxModelFiles).")]);
        }

        if (files.FirstOrDefault(file => file.Bytes > options.MaxJsonBytes && file.File.EndsWith(".json", StringComparison.Ordinal)) is { } large)
        {
            throw new ProblemException(422, "The model cannot be used", [Problem.In(
                $"models/{large.Blob}", $"The file has {large.Bytes} bytes; JSON is read up to {options.MaxJsonBytes}.", "Upload the model's own file (FineTune:MaxJsonBytes).")]);
        }
    }

    /// <summary>Puts a sample into storage, its configuration last: a model without one is not there yet.</summary>
    private async Task UploadAsync(string folder, string model, CancellationToken cancellation)
    {
        foreach (var path in Directory.EnumerateFiles(folder).OrderBy(path => Path.GetFileName(path) == ConfigFile))
        {
            await containers.Models.GetBlobClient($"{model}/{Path.GetFileName(path)}").UploadAsync(path, overwrite: true, cancellation).ConfigureAwait(false);
        }
    }

    private string? SampleFolder(string model)
    {
        var roots = options.SamplesPath is { Length: > 0 } named ? [named] : SamplesAbove(AppContext.BaseDirectory);
        return roots
            .Select(root => Path.Combine(root, "models", model))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, ConfigFile)));
    }

    private static IEnumerable<string> SamplesAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "samples");
        }
    }
}
