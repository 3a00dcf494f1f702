using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Lists the functions at start, as <c>func</c> does.</summary>
internal sealed partial class StartupReport(
    FunctionCatalog catalog, IReadOnlyList<HttpRoute> routes, HostSettings settings, ILoggerFactory loggers)
{
    private readonly ILogger _log = loggers.CreateLogger("Host.Startup");

    public void Write(IReadOnlyList<string> addresses)
    {
        var address = addresses.Count > 0 ? addresses[0].Replace("[::]", "localhost", StringComparison.Ordinal) : string.Empty;
        Started(string.Join(' ', addresses), settings.IsDevelopment ? "development: no keys asked for" : "function keys are asked for", settings.HostId);
        foreach (var route in routes)
        {
            var methods = route.Methods.Count == 0 ? "ALL" : string.Join(',', route.Methods);
            HttpFunction(route.Function.Name, methods, $"{address}/{route.Pattern.RawText}");
        }

        foreach (var function in catalog.All.Where(function => function.Kind != TriggerKind.Http))
        {
            Function(function.Name, function.TriggerName);
        }
    }

    [LoggerMessage(620, LogLevel.Information, "Host started on {Addresses} ({Keys}), host id {HostId}. Functions:")]
    private partial void Started(string addresses, string keys, string hostId);

    [LoggerMessage(621, LogLevel.Information, "        {Name}: [{Methods}] {Address}")]
    private partial void HttpFunction(string name, string methods, string address);

    [LoggerMessage(622, LogLevel.Information, "        {Name}: {Trigger}")]
    private partial void Function(string name, string trigger);
}
