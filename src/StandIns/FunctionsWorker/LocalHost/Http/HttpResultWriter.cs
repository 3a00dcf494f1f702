using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Net.Http.Headers;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>Turns what a function returned into the response.</summary>
internal static class HttpResultWriter
{
    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        IResult plain => plain.ExecuteAsync(http),
        HttpResponseData data => WriteAsync(http, data),
        string text => Results.Text(text).ExecuteAsync(http),
        byte[] bytes => Results.Bytes(bytes).ExecuteAsync(http),
        Stream stream => Results.Stream(stream).ExecuteAsync(http),
        _ => WriteObjectAsync(http, result),
    };

    private static Task WriteObjectAsync(HttpContext http, object result)
    {
        var answer = Array.Find(result.GetType().GetProperties(), property => property.IsDefined(typeof(HttpResultAttribute)));
        return answer is null ? Results.Json(result).ExecuteAsync(http) : WriteAsync(http, answer.GetValue(result));
    }

    private static async Task WriteAsync(HttpContext http, HttpResponseData data)
    {
        http.Response.StatusCode = (int)data.StatusCode;
        foreach (var (name, values) in data.Headers)
        {
            if (!string.Equals(name, HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase))
            {
                http.Response.Headers[name] = values.ToArray();
            }
        }

        if (data.Body.CanSeek)
        {
            data.Body.Position = 0;
        }

        await data.Body.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
