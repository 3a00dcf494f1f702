using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Keys;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>What a caller sees of an exception: a problem report without a stack trace.</summary>
internal static class FailureResponse
{
    public static Task WriteAsync(HttpContext http, Exception exception)
    {
        if (http.Response.HasStarted)
        {
            // The status is on its way already: cutting the connection is the only sign left.
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        return exception switch
        {
            BadHttpRequestException bad => Results.Problem(bad.Message, statusCode: bad.StatusCode).ExecuteAsync(http),
            KeysUnavailableException => Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http),
            BindingException { IsCallersMistake: true } => Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http),
            _ => Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(http),
        };
    }
}
