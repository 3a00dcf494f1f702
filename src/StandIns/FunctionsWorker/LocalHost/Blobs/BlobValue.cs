using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>A blob as a parameter: a client for it, or its content, which is then the content of the ETag that was seen.</summary>
internal static class BlobValue
{
    public static async ValueTask<object?> BindAsync(
        Type type, BlobContainerClient container, string name, ETag? etag, FunctionContext context)
    {
        if (Client(type, container, name) is { } client)
        {
            return client;
        }

        var blob = container.GetBlobClient(name);
        var conditions = etag is { } seen ? new BlobRequestConditions { IfMatch = seen } : null;
        if (type == typeof(Stream))
        {
            var stream = await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Conditions = conditions }, context.CancellationToken);
            ((InvocationContext)context).DisposeAfterwards(stream);
            return stream;
        }

        var options = new BlobDownloadOptions { Conditions = conditions };
        var content = (await blob.DownloadContentAsync(options, context.CancellationToken)).Value.Content;
        return type == typeof(string) ? content.ToString()
            : type == typeof(byte[]) ? content.ToArray()
            : type == typeof(BinaryData) ? content
            : JsonSerializer.Deserialize(content, type, JsonSerializerOptions.Web);
    }

    private static object? Client(Type type, BlobContainerClient container, string name) =>
        type == typeof(BlobClient) ? container.GetBlobClient(name)
        : type == typeof(BlobContainerClient) ? container
        : type == typeof(BlockBlobClient) ? container.GetBlockBlobClient(name)
        : type == typeof(AppendBlobClient) ? container.GetAppendBlobClient(name)
        : type == typeof(PageBlobClient) ? container.GetPageBlobClient(name)
        : type == typeof(BlobBaseClient) ? container.GetBlobBaseClient(name)
        : null;
}
