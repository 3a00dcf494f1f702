using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Keys;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>Turns every exception of a request into an answer, and keeps the host up.</summary>
internal sealed class FailureMiddleware(RequestDelegate next, ILoggerFactory loggers)
{
    private readonly ILogger _log = loggers.CreateLogger("Host.Http");

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            HttpLog.Aborted(_log, http.Request.Path);
        }
        catch (KeysUnavailableException exception)
        {
            HttpLog.NoKeys(_log, exception.GetBaseException().Message.Split('\n')[0]);
            await FailureResponse.WriteAsync(http, exception);
        }
        catch (Exception exception)
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<FunctionDescriptor>() is null)
            {
                HttpLog.Failed(_log, exception, http.Request.Path); // A function's failure was logged with its invocation.
            }

            await FailureResponse.WriteAsync(http, exception);
        }
    }
}
