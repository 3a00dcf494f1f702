using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>A request's body as raw JSON; an empty one is null.</summary>
internal sealed record JsonBody(bool IsValid, JsonElement? Value)
{
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new JsonBody(true, null);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return new JsonBody(true, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new JsonBody(false, null);
        }
    }
}
