using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>Reads a request's body as JSON for a parameter.</summary>
internal static class RequestBody
{
    public static async ValueTask<object?> ReadJsonAsync(HttpContext http, Type type, CancellationToken cancellationToken)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, options, cancellationToken);
        }
        catch (JsonException exception)
        {
            throw new BindingException($"The body is not valid JSON at {exception.Path ?? "$"} (line {exception.LineNumber + 1}).", exception)
            {
                IsCallersMistake = true,
            };
        }
    }
}
