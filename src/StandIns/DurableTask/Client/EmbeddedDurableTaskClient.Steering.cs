using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Client;

internal sealed partial class EmbeddedDurableTaskClient
{
    private const int PurgePageSize = 100;

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) => SendAsync(
        instanceId, new ExecutionTerminated(UtcNow, Serialize(options?.Output, "output"), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspended(UtcNow, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumed(UtcNow, reason), cancellation);

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new PurgeResult(Purge(instanceId, options?.Recursive ?? false)));
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var started = TimeProvider.System.GetTimestamp();
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses, PageSize: PurgePageSize);
        var purged = 0;
        string? token = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (filter.Timeout is { } timeout && TimeProvider.System.GetElapsedTime(started) > timeout)
            {
                return Task.FromResult(new PurgeResult(purged, isComplete: false));
            }

            var page = ListPage(query, token, PurgePageSize);
            token = page.ContinuationToken;
            purged += page.Values.Where(static instance => instance.IsCompleted).Sum(instance => Purge(instance.InstanceId, options?.Recursive ?? false));
        }
        while (token is not null);

        return Task.FromResult(new PurgeResult(purged, isComplete: true));
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var row = Find(instanceId) ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        if (!restartWithNewInstanceId && !row.HasEnded)
        {
            throw new InvalidOperationException(
                $"The orchestration with the instanceId {instanceId} is {row.Status}: only one that has ended restarts under its own id.");
        }

        var again = new StartOrchestrationOptions(restartWithNewInstanceId ? null : instanceId) { Version = row.Version };
        return await Task.FromResult(Schedule(row.Name, row.Input, row.Tags is { } tags ? again with { Tags = tags } : again)).ConfigureAwait(false);
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        store.WriteAndTell(transaction => new Rewind(transaction, UtcNow).Apply(instanceId, reason));
        return Task.CompletedTask;
    }

    private int Purge(string instanceId, bool recursive)
    {
        var purged = 0;
        store.WriteAndTell(transaction => purged = Purge(transaction, instanceId, recursive));
        return purged;
    }

    private static int Purge(StoreTransaction transaction, string instanceId, bool recursive)
    {
        if (transaction.FindInstance(instanceId) is not { HasEnded: true })
        {
            return 0;
        }

        var purged = recursive ? transaction.ChildrenOf(instanceId).Sum(child => Purge(transaction, child, recursive)) : 0;
        return purged + (transaction.DeleteInstance(instanceId) ? 1 : 0);
    }
}
