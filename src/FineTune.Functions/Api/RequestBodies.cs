using System.Text;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FineTune.Functions.Api;

/// <summary>Reads request bodies within their limits.</summary>
internal static class RequestBodies
{
    /// <summary>The whole body as text.</summary>
    /// <exception cref="ProblemException">413: it is longer than allowed; 400: it is no UTF-8.</exception>
    public static async Task<string> ReadTextAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        ThrowIfLonger(request, maxBytes);
        using var buffer = new MemoryStream();
        await new LimitedStream(request.Body, maxBytes).CopyToAsync(buffer, cancellation).ConfigureAwait(false);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(400, "The request cannot be read", [Problem.At("", "The body is no UTF-8.", "Send JSON in UTF-8.")]);
        }
    }

    /// <summary>The body as a stream that refuses to go beyond a limit; the server's own limit is lifted.</summary>
    /// <exception cref="ProblemException">413: the announced length is more than allowed.</exception>
    public static Stream Open(HttpRequest request, long maxBytes)
    {
        ThrowIfLonger(request, maxBytes);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        return new LimitedStream(request.Body, maxBytes);
    }

    /// <summary>The refusal of what is too long.</summary>
    public static ProblemException TooLong(long maxBytes) => new(413, "Too large", [new Problem(
        $"The body has more than {maxBytes} bytes.", "Send less, or have the host's limit raised (FineTune:MaxUploadBytes, FineTune:MaxRequestBytes).")]);

    private static void ThrowIfLonger(HttpRequest request, long maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLong(maxBytes);
        }
    }
}
