using FineTune.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary>The files of pretrained models: <c>/api/models</c>, <c>/api/models/{name}</c>, <c>/api/models/{name}/{file}</c>.</summary>
public sealed class ModelFiles(StoredFiles files, Containers containers)
{
    private const string Route = "api/models/{name}/{file}";

    /// <summary>Stores a file.</summary>
    [Function("PutModelFile")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Route)] HttpRequest request, string name, string file, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var stored = await files.PutAsync(containers.Models, BlobOf(name, file), request, cancellation).ConfigureAwait(false);
            return stored is null
                ? Results.StatusCode(StatusCodes.Status202Accepted)
                : Results.Json(stored, ApiJson.Default.FileView, statusCode: StatusCodes.Status201Created);
        });

    /// <summary>Streams a file.</summary>
    [Function("GetModelFile")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string name, string file, CancellationToken cancellation) =>
        Answers.OrProblemAsync(() => StoredFiles.GetAsync(request, containers.Models, BlobOf(name, file), cancellation));

    /// <summary>Deletes a file.</summary>
    [Function("DeleteModelFile")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = Route)] HttpRequest request, string name, string file, CancellationToken cancellation) =>
        Answers.OrProblemAsync(() => StoredFiles.DeleteAsync(containers.Models, BlobOf(name, file), cancellation));

    /// <summary>Lists a model's files.</summary>
    [Function("ListModelFiles")]
    public Task<IResult> ListFilesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/models/{name}")] HttpRequest request, string name, CancellationToken cancellation) =>
        Answers.OrProblemAsync(() => StoredFiles.ListAsync(containers.Models, Answers.NameFrom("name", name), cancellation));

    /// <summary>Lists the models in storage.</summary>
    [Function("ListModels")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/models")] HttpRequest request, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            await containers.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
            return Results.Json(new FolderPage(await containers.Models.ListFoldersAsync(cancellation).ConfigureAwait(false)), ApiJson.Default.FolderPage);
        });

    private static string BlobOf(string name, string file) => $"{Answers.NameFrom("name", name)}/{Answers.NameFrom("file", file)}";
}
