using Azure;
using FineTune.Functions.Storage;

namespace FineTune.Functions.Studies;

/// <summary>Finds datasets in storage and pins their files.</summary>
public sealed class DatasetCatalog(Containers containers, FineTuneOptions options)
{
    /// <summary>The files with rows of a dataset, with their ETags.</summary>
    /// <param name="dataset">The dataset's name, which has passed the grammar.</param>
    /// <param name="cancellation">Ends the listing.</param>
    /// <exception cref="ProblemException">404: there is no such dataset, or it has no training file.</exception>
    public async Task<IReadOnlyList<PinnedFile>> PinAsync(string dataset, CancellationToken cancellation)
    {
        var files = new List<PinnedFile>();
        foreach (var file in await containers.Datasets.ListFolderAsync($"{dataset}/", cancellation).ConfigureAwait(false))
        {
            if (DatasetBlob.Parse(file.Blob) is { HoldsRows: true })
            {
                files.Add(file);
            }
        }

        if (files.Any(file => DatasetBlob.Parse(file.Blob) is { OpensStudy: true }))
        {
            return files;
        }

        foreach (var extension in DatasetBlob.Extensions)
        {
            if (await FindAsync(dataset + extension, cancellation).ConfigureAwait(false) is { } single)
            {
                return [single];
            }
        }

        throw new ProblemException(404, "Dataset not found", [Problem.At(
            "/dataset",
            $"There is no dataset '{dataset}' with a training file.",
            $"Upload it first: PUT /api/datasets/{dataset}/train.csv (or images.zip), or the blob datasets/{dataset}/train.csv.")]);
    }

    /// <summary>One blob as it is now; null when it is absent.</summary>
    public async Task<PinnedFile?> FindAsync(string blob, CancellationToken cancellation)
    {
        try
        {
            var found = await containers.Datasets.GetBlobClient(blob).GetPropertiesAsync(cancellationToken: cancellation).ConfigureAwait(false);
            return new PinnedFile(blob, Path.GetFileName(blob), found.Value.ETag.ToString("H"), found.Value.ContentLength);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The text of the <c>study.json</c> beside a dataset; empty when there is none.</summary>
    /// <exception cref="ProblemException">413: the file is too large to be a study.</exception>
    public async Task<string> ReadStudyAsync(string dataset, CancellationToken cancellation)
    {
        var blob = $"{dataset}/{DatasetBlob.StudyFile}";
        var found = await FindAsync(blob, cancellation).ConfigureAwait(false);
        if (found is null)
        {
            return "";
        }

        if (found.Bytes > options.MaxRequestBytes)
        {
            throw new ProblemException(413, "Study too large", [Problem.In(
                $"{Containers.DatasetsName}/{blob}", $"The file has {found.Bytes} bytes; a study has at most {options.MaxRequestBytes}.", "Upload a smaller study.json.")]);
        }

        var content = await containers.Datasets.GetBlobClient(blob).DownloadContentAsync(cancellation).ConfigureAwait(false);
        return content.Value.Content.ToString();
    }
}
