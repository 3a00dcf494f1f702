using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary>The files of datasets: <c>/api/datasets</c>, <c>/api/datasets/{name}</c>, <c>/api/datasets/{name}/{file}</c>.</summary>
public sealed class DatasetFiles(StoredFiles files, Containers containers)
{
    private const string Route = "api/datasets/{name}/{file}";

    /// <summary>Stores a file; the answer names the study that the upload opens.</summary>
    [Function("PutDatasetFile")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Route)] HttpRequest request, string name, string file, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var blob = BlobOf(name, file);
            var stored = await files.PutAsync(containers.Datasets, blob, request, cancellation).ConfigureAwait(false);
            if (stored is null)
            {
                return Results.StatusCode(StatusCodes.Status202Accepted);
            }

            var study = DatasetBlob.Parse(blob) is { OpensStudy: true } ? StudyId.ForUpload(name, blob, stored.ETag!).Value : null;
            return Results.Json(stored with { Study = study }, ApiJson.Default.FileView, statusCode: StatusCodes.Status201Created);
        });

    /// <summary>Streams a file.</summary>
    [Function("GetDatasetFile")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string name, string file, CancellationToken cancellation) =>
        Answers.OrProblemAsync(() => StoredFiles.GetAsync(request, containers.Datasets, BlobOf(name, file), cancellation));

    /// <summary>Deletes a file; studies that were opened with it and have not begun fail and say so.</summary>
    [Function("DeleteDatasetFile")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Route)] HttpRequest request, string name, string file, CancellationToken cancellation) =>
        Answers.OrProblemAsync(() => StoredFiles.DeleteAsync(containers.Datasets, BlobOf(name, file), cancellation));

    /// <summary>Lists a dataset's files.</summary>
    [Function("ListDatasetFiles")]
    public Task<IResult> ListFilesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/datasets/{name}")] HttpRequest request, string name, CancellationToken cancellation) =>
        Answers.OrProblemAsync(() => StoredFiles.ListAsync(containers.Datasets, Answers.NameFrom("name", name), cancellation));

    /// <summary>Lists the datasets.</summary>
    [Function("ListDatasets")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/datasets")] HttpRequest request, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            await containers.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
            var folders = await containers.Datasets.ListFoldersAsync(cancellation).ConfigureAwait(false);
            var singles = (await containers.Datasets.ListFolderAsync("", cancellation).ConfigureAwait(false)).Select(file => DatasetBlob.Parse(file.Blob)?.Dataset).OfType<string>();
            return Results.Json(new FolderPage([.. folders.Union(singles).Order(StringComparer.Ordinal)]), ApiJson.Default.FolderPage);
        });

    private static string BlobOf(string name, string file) => $"{Answers.NameFrom("name", name)}/{Answers.NameFrom("file", file)}";
}
