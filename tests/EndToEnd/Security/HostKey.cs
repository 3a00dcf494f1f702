using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs;

namespace FineTune.EndToEnd.Security;

/// <summary>The default function key of a host, from where it keeps its keys.</summary>
internal static class HostKey
{
    /// <summary>Reads it; the host makes its keys when one is first presented.</summary>
    public static async Task<string> ReadAsync(App app, BlobServiceClient storage)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var request = app.RawRequest(HttpMethod.Get, "/api/studies");
        request.Headers.Add("x-functions-key", "none");
        using var refused = await app.Client.SendAsync(request, cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var container = storage.GetBlobContainerClient("azure-webjobs-secrets");
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellation))
        {
            if (Path.GetFileName(blob.Name) == "host.json")
            {
                var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellation);
                return JsonElement.Parse(content.Value.Content.ToString()).GetProperty("functionKeys")[0].GetProperty("value").GetString()!;
            }
        }

        throw new FileNotFoundException("The host has no keys in storage.");
    }
}
