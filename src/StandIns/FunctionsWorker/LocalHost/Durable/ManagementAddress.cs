using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Keys;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>Makes the management addresses of instances; the client carries it along.</summary>
internal sealed class ManagementAddress(IServer server, AccessControl access, HostSettings settings)
{
    public const string BasePath = "runtime/webhooks/durabletask";

    private static readonly ConditionalWeakTable<DurableTaskClient, ManagementAddress> ByClient = [];

    public static ManagementAddress Of(DurableTaskClient client) => ByClient.TryGetValue(client, out var address)
        ? address
        : throw new InvalidOperationException("Management addresses are known for clients of the functions host only.");

    public void Attach(DurableTaskClient client) => ByClient.AddOrUpdate(client, this);

    /// <summary>The addresses of an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="request">The address that was called; the host's own where there is none.</param>
    public HttpManagementPayload Describe(string instanceId, Uri? request)
    {
        var root = request?.GetLeftPart(UriPartial.Authority) ?? OwnAddress();
        var instance = $"{root}/{BasePath}/instances/{Uri.EscapeDataString(instanceId)}";
        var query = Query();
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = $"{instance}?{query}",
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}?{query}",
            TerminatePostUri = $"{instance}/terminate?reason={{text}}&{query}",
            RewindPostUri = $"{instance}/rewind?reason={{text}}&{query}",
            PurgeHistoryDeleteUri = $"{instance}?{query}",
            RestartPostUri = $"{instance}/restart?{query}",
            SuspendPostUri = $"{instance}/suspend?reason={{text}}&{query}",
            ResumePostUri = $"{instance}/resume?reason={{text}}&{query}",
        };
    }

    private string Query()
    {
        var key = access.SystemKey();
        var query = $"taskHub={settings.Durable.HubName}&connection=Storage";
        return key is null ? query : $"{query}&{AccessControl.QueryName}={Uri.EscapeDataString(key)}";
    }

    private string OwnAddress()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return Environment.GetEnvironmentVariable("WEBSITE_HOSTNAME") is { Length: > 0 } name && !settings.IsDevelopment ? $"https://{name}"
            : (listening ?? $"http://127.0.0.1:{ListenAddress.DefaultPort}").Replace("[::]", "localhost", StringComparison.Ordinal).TrimEnd('/');
    }
}
