using System.Text;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Ways to write a response.</summary>
public static class HttpResponseDataExtensions
{
    /// <summary>Writes text.</summary>
    public static Task WriteStringAsync(this HttpResponseData response, string value, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.Body.WriteAsync((encoding ?? Encoding.UTF8).GetBytes(value)).AsTask();
    }

    /// <summary>Writes JSON.</summary>
    public static async ValueTask WriteAsJsonAsync<T>(this HttpResponseData response, T instance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.Remove("Content-Type");
        response.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
        await JsonSerializer.SerializeAsync(response.Body, instance, JsonSerializerOptions.Web, cancellationToken);
    }

    /// <summary>Writes bytes.</summary>
    public static Task WriteBytesAsync(this HttpResponseData response, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.Body.WriteAsync(value).AsTask();
    }
}
