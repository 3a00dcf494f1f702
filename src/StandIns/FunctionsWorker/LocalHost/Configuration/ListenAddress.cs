using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Where the host listens: on this machine only in development, on every address elsewhere.</summary>
internal static class ListenAddress
{
    public const int DefaultPort = 7071;

    private static readonly string[] PortSettings = ["FUNCTIONS_CUSTOMHANDLER_PORT", "FUNCTIONS_HTTPWORKER_PORT", "http_ports"];

    /// <summary><c>--port</c>, else <c>ASPNETCORE_URLS</c>, else a port setting, else <c>local.settings.json</c>, else 7071.</summary>
    public static string[] Choose(string[] args, IConfiguration configuration, int? localPort, bool isDevelopment)
    {
        var host = isDevelopment ? "127.0.0.1" : "*";
        if (Arguments.Value(args, "port") is { } asked)
        {
            return [Url(host, Parse("--port", asked))];
        }

        if (configuration["urls"] is { Length: > 0 } urls)
        {
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        }

        foreach (var name in PortSettings)
        {
            if (configuration[name] is { Length: > 0 } ports)
            {
                return [.. ports.Split(';').Select(port => Url(host, Parse(name, port)))];
            }
        }

        return [Url(host, localPort ?? DefaultPort)];
    }

    private static int Parse(string name, string text) =>
        PortNumber.TryParse(text, out var port) ? port : throw new HostConfigurationException($"{name} is \"{text}\", not a port.");

    private static string Url(string host, int port) => FormattableString.Invariant($"http://{host}:{port}");
}
