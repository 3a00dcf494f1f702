using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Where the durable engine keeps its state, and how much it runs at once.</summary>
/// <param name="HubName">The task hub.</param>
/// <param name="File">The SQLite file.</param>
/// <param name="MaxConcurrentActivities">Activities side by side in one host.</param>
/// <param name="MaxConcurrentOrchestrators">Orchestrator turns side by side in one host.</param>
/// <param name="DefaultVersion">The version of orchestrations that are started without one, and of this host; null for none.</param>
/// <param name="VersionMatch">Which versions of orchestrations this host runs.</param>
/// <param name="FailsOnVersionMismatch">Whether others fail here; where not, they are left to other hosts.</param>
internal sealed record DurableSettings(
    string HubName, string File, int MaxConcurrentActivities, int MaxConcurrentOrchestrators, string? DefaultVersion, VersionMatch VersionMatch, bool FailsOnVersionMismatch)
{
    /// <summary>The setting with <c>Data Source=file</c>, unless <c>storageProvider.connectionStringName</c> names another.</summary>
    public const string DefaultConnectionName = "DURABLE_TASK_SQLITE_CONNECTION_STRING";

    private const string DataSource = "Data Source=";

    /// <summary>What becomes of an orchestration whose version does not match.</summary>
    private enum VersionFailure
    {
        Reject,
        Fail,
    }

    public static DurableSettings Read(SettingsSection host, IConfiguration configuration, string contentRoot)
    {
        var hub = host.Text("extensions:durableTask:hubName") ?? "TestHubName";
        if (hub.Length is 0 or > 45 || !hub.All(char.IsAsciiLetterOrDigit))
        {
            throw new HostConfigurationException($"host.json: extensions.durableTask.hubName \"{hub}\" must be 1 to 45 letters and digits.");
        }

        return new DurableSettings(
            hub,
            FindFile(host, configuration, contentRoot, hub),
            host.Count("extensions:durableTask:maxConcurrentActivityFunctions", 10 * Environment.ProcessorCount),
            host.Count("extensions:durableTask:maxConcurrentOrchestratorFunctions", 10 * Environment.ProcessorCount),
            host.Text("extensions:durableTask:defaultVersion"),
            host.Choice("extensions:durableTask:versionMatchStrategy", VersionMatch.None),
            host.Choice("extensions:durableTask:versionFailureStrategy", VersionFailure.Reject) == VersionFailure.Fail);
    }

    // A connection that is not SQLite's belongs to the real backend of the same host.json: the stand-in then uses its own setting.
    private static string FindFile(SettingsSection host, IConfiguration configuration, string contentRoot, string hub)
    {
        var named = host.Text("extensions:durableTask:storageProvider:connectionStringName");
        foreach (var name in new[] { named, DefaultConnectionName })
        {
            var value = name is null ? null : configuration[name] ?? configuration.GetConnectionString(name);
            if (value is not null && value.StartsWith(DataSource, StringComparison.OrdinalIgnoreCase))
            {
                return Path.GetFullPath(value[DataSource.Length..].Split(';')[0].Trim(), contentRoot);
            }
        }

        return Path.Combine(contentRoot, ".durable", hub + ".db");
    }
}
