using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Logging;

/// <summary>Log levels: the host's defaults, and those of host.json in the place where .NET looks for them.</summary>
internal static class LogLevels
{
    private const string Target = "Logging:LogLevel:";

    public static Dictionary<string, string?> Defaults { get; } = new()
    {
        [Target + "Default"] = "Information",
        [Target + "Microsoft.AspNetCore"] = "Warning",
        [Target + "Microsoft.Hosting.Lifetime"] = "Warning",
        [Target + "Azure"] = "Warning",
    };

    public static Dictionary<string, string?> FromHostJson(Dictionary<string, string?> hostJson)
    {
        const string Source = HostJson.Section + ":logging:logLevel:";
        return hostJson
            .Where(pair => pair.Key.StartsWith(Source, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => Target + pair.Key[Source.Length..], pair => pair.Value);
    }
}
