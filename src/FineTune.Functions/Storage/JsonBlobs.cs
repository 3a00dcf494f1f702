using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace FineTune.Functions.Storage;

/// <summary>Small JSON documents in blobs, read and written whole, with ETags where two writers may meet.</summary>
public static class JsonBlobs
{
    /// <summary>Reads a document; the default value when the blob is absent.</summary>
    public static async Task<(T? Value, ETag ETag)> ReadJsonAsync<T>(
        this BlobContainerClient container, string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            var response = await container.GetBlobClient(path).DownloadContentAsync(cancellation).ConfigureAwait(false);
            return (JsonSerializer.Deserialize(response.Value.Content, type), response.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (null, default);
        }
    }

    /// <summary>Writes a document over whatever is there.</summary>
    public static Task WriteJsonAsync<T>(
        this BlobContainerClient container, string path, T value, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        UploadAsync(container, path, value, type, conditions: null, cancellation);

    /// <summary>Writes a document that must not exist yet; null when it does, else its ETag.</summary>
    public static Task<ETag?> TryCreateJsonAsync<T>(
        this BlobContainerClient container, string path, T value, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        TryUploadAsync(container, path, value, type, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellation);

    /// <summary>Writes a document if it is still the one that was read (the default ETag: if it is still absent); null when it is not, else the new ETag.</summary>
    public static Task<ETag?> TryReplaceJsonAsync<T>(
        this BlobContainerClient container, string path, T value, JsonTypeInfo<T> type, ETag read, CancellationToken cancellation) =>
        read == default
            ? container.TryCreateJsonAsync(path, value, type, cancellation)
            : TryUploadAsync(container, path, value, type, new BlobRequestConditions { IfMatch = read }, cancellation);

    private static async Task<ETag?> TryUploadAsync<T>(
        BlobContainerClient container, string path, T value, JsonTypeInfo<T> type, BlobRequestConditions conditions, CancellationToken cancellation)
    {
        try
        {
            return await UploadAsync(container, path, value, type, conditions, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    private static async Task<ETag> UploadAsync<T>(
        BlobContainerClient container, string path, T value, JsonTypeInfo<T> type, BlobRequestConditions? conditions, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            Conditions = conditions,
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
        };
        var content = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(value, type));
        var response = await container.GetBlobClient(path).UploadAsync(content, options, cancellation).ConfigureAwait(false);
        return response.Value.ETag;
    }
}
