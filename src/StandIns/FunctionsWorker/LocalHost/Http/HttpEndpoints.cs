using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Keys;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>Serves the HTTP functions.</summary>
internal sealed class HttpEndpoints(FunctionInvoker invoker, AccessControl access, DrainSignal drain, ILoggerFactory loggers)
{
    public void Map(IEndpointRouteBuilder endpoints, IEnumerable<HttpRoute> routes)
    {
        foreach (var route in routes)
        {
            RequestDelegate handler = http => HandleAsync(http, route.Function);
            var endpoint = route.Methods.Count == 0
                ? endpoints.Map(route.Pattern, handler)
                : endpoints.Map(route.Pattern, handler).WithMetadata(new HttpMethodMetadata(route.Methods));
            endpoint.WithDisplayName(route.Function.Name).WithMetadata(route.Function);
        }
    }

    private async Task HandleAsync(HttpContext http, FunctionDescriptor function)
    {
        try
        {
            var level = ((HttpTriggerAttribute)function.Trigger).AuthLevel;
            if (!await access.AllowsAsync(http.Request, level, function.Name, http.RequestAborted))
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, drain.Requests);
            var result = await invoker.InvokeAsync(Describe(http, function), ended.Token);
            await HttpResultWriter.WriteAsync(http, result);
        }
        catch (OperationCanceledException) when (drain.Requests.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            HttpLog.Ended(loggers.CreateLogger("Host.Http"), function.Name);
        }
    }

    private static Invocation Describe(HttpContext http, FunctionDescriptor function)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Request.Query)
        {
            data[name] = value.ToString();
        }

        foreach (var (name, value) in http.Request.RouteValues)
        {
            data[name] = value;
        }

        return new Invocation
        {
            Function = function,
            Reason = $"{http.Request.Method} {http.Request.Path}",
            Http = http,
            BindingData = data,
            Services = http.RequestServices,
            BindTrigger = (parameter, context) =>
                parameter.ParameterType == typeof(HttpRequest) ? new(http.Request)
                : parameter.ParameterType == typeof(Worker.Http.HttpRequestData) ? new(new LocalHttpRequestData(context, http))
                : RequestBody.ReadJsonAsync(http, parameter.ParameterType, context.CancellationToken),
        };
    }
}
