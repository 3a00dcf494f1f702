using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FineTune.Functions.Api;

/// <summary>Streams files into and out of a container: nothing is held in memory, downloads answer ranges.</summary>
public sealed class StoredFiles(Containers containers, FineTuneOptions options)
{
    private const string Policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Streams a request's body into a blob; the blob is there whole or not at all.</summary>
    /// <returns>The stored file; null when more pieces of it are to come.</returns>
    /// <exception cref="ProblemException">413: the body is too long.</exception>
    public async Task<FileView?> PutAsync(BlobContainerClient container, string blob, HttpRequest request, CancellationToken cancellation)
    {
        await containers.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
        if (ResumableUpload.IsPiece(request))
        {
            return await ResumableUpload.TakeAsync(container.GetBlockBlobClient(blob), request, options, cancellation).ConfigureAwait(false);
        }

        var body = RequestBodies.Open(request, options.MaxUploadBytes);
        await using (body.ConfigureAwait(false))
        {
            var upload = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypes.Of(blob) } };
            var stored = (await container.GetBlobClient(blob).UploadAsync(body, upload, cancellation).ConfigureAwait(false)).Value;
            return new FileView(Path.GetFileName(blob), body.Position, stored.ETag.ToString("H"));
        }
    }

    /// <summary>A blob as an answer with range support.</summary>
    /// <remarks>Whatever was uploaded is served from the app's own address: so as the type its name says and no other, in a sandbox without scripts.</remarks>
    /// <exception cref="ProblemException">404: there is no such blob.</exception>
    public static async Task<IResult> GetAsync(HttpRequest request, BlobContainerClient container, string blob, CancellationToken cancellation)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        try
        {
            var client = container.GetBlobClient(blob);
            var properties = (await client.GetPropertiesAsync(cancellationToken: cancellation).ConfigureAwait(false)).Value;
            var reading = new BlobOpenReadOptions(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
            var stream = await client.OpenReadAsync(reading, cancellation).ConfigureAwait(false);
            return Results.Stream(
                stream,
                ContentTypes.Of(blob),
                lastModified: properties.LastModified,
                entityTag: new EntityTagHeaderValue(properties.ETag.ToString("H")),
                enableRangeProcessing: true);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw NotFound(blob);
        }
    }

    /// <summary>Deletes a blob: 204.</summary>
    /// <exception cref="ProblemException">404: there is no such blob.</exception>
    public static async Task<IResult> DeleteAsync(BlobContainerClient container, string blob, CancellationToken cancellation)
    {
        var deleted = await container.DeleteBlobIfExistsAsync(blob, cancellationToken: cancellation).ConfigureAwait(false);
        return deleted.Value ? Results.NoContent() : throw NotFound(blob);
    }

    /// <summary>The files of a folder.</summary>
    /// <exception cref="ProblemException">404: the folder has none.</exception>
    public static async Task<IResult> ListAsync(BlobContainerClient container, string folder, CancellationToken cancellation)
    {
        var files = await container.ListFolderAsync($"{folder}/", cancellation).ConfigureAwait(false);
        return files.Count == 0
            ? throw NotFound(folder)
            : Results.Json(new FolderView(folder, [.. files.Select(file => new FileView(file.File, file.Bytes, file.ETag))]), ApiJson.Default.FolderView);
    }

    private static ProblemException NotFound(string blob) =>
        new(404, "File not found", [Problem.In(blob, "There is no such file.", "List the files that are there, or upload it.")]);
}
