using System.Text.Json;
using Azure.Storage.Blobs.Models;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>What a blob trigger tells about its blob: path, address, tokens; properties and metadata as JSON.</summary>
internal static class BlobBindingData
{
    public static Dictionary<string, object?> Create(string path, IReadOnlyDictionary<string, object?> tokens, Uri uri, BlobProperties properties)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["BlobTrigger"] = path,
            ["Uri"] = uri.AbsoluteUri,
            ["Properties"] = Describe(properties),
            ["Metadata"] = JsonSerializer.Serialize(properties.Metadata),
        };
        foreach (var (name, value) in tokens)
        {
            data[name] = value;
        }

        return data;
    }

    private static string Describe(BlobProperties properties) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["ETag"] = properties.ETag.ToString("H"),
        ["ContentLength"] = properties.ContentLength,
        ["ContentType"] = properties.ContentType,
        ["ContentEncoding"] = properties.ContentEncoding,
        ["LastModified"] = properties.LastModified,
        ["CreatedOn"] = properties.CreatedOn,
        ["BlobType"] = properties.BlobType.ToString(),
    });
}
