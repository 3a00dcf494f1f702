using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>The host's settings: <c>host.json</c> with what environment and command line override.</summary>
internal sealed record HostSettings
{
    public required string ContentRoot { get; init; }

    /// <summary>Names the host in storage (receipts, keys, schedules); a new id fires every blob again.</summary>
    public required string HostId { get; init; }

    public required bool IsDevelopment { get; init; }

    public required string RoutePrefix { get; init; }

    /// <summary>How long an invocation may take; null for no limit.</summary>
    public required TimeSpan? FunctionTimeout { get; init; }

    /// <summary>How long a drain waits for running invocations.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    public required BlobSettings Blobs { get; init; }

    public required DurableSettings Durable { get; init; }

    public static HostSettings Read(IConfiguration configuration, string contentRoot, bool isDevelopment)
    {
        var host = new SettingsSection(configuration.GetSection(HostJson.Section));
        return new HostSettings
        {
            ContentRoot = contentRoot,
            HostId = configuration["AzureFunctionsWebHost:hostid"] ?? DefaultHostId(contentRoot),
            IsDevelopment = isDevelopment,
            RoutePrefix = ReadRoutePrefix(host),
            FunctionTimeout = ReadTimeout(host),
            DrainTimeout = host.Duration("drainTimeout", TimeSpan.FromSeconds(30)),
            Blobs = BlobSettings.Read(host),
            Durable = DurableSettings.Read(host, configuration, contentRoot),
        };
    }

    private static string ReadRoutePrefix(SettingsSection host)
    {
        var prefix = host.Text("extensions:http:routePrefix") ?? "api";
        return prefix.IndexOfAny(['{', '}', '?', '#', '\\', ' ']) < 0
            ? prefix.Trim('/')
            : throw new HostConfigurationException($"host.json: extensions.http.routePrefix \"{prefix}\" is not a plain path.");
    }

    private static TimeSpan? ReadTimeout(SettingsSection host) =>
        host.Text("functionTimeout") is "-1" or "-1.00:00:00" ? null : host.Duration("functionTimeout", TimeSpan.FromMinutes(30));

    // As the real host does it: machine and folder, so that two checkouts do not share receipts.
    private static string DefaultHostId(string contentRoot)
    {
        var machine = string.Concat(Environment.MachineName.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        var hash = StableHash.Of(Path.TrimEndingDirectorySeparator(contentRoot));
        return string.Create(CultureInfo.InvariantCulture, $"{machine[..Math.Min(machine.Length, 20)]}-{hash:x8}").TrimStart('-');
    }
}
