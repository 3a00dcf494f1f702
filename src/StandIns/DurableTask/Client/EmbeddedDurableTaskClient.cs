using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;
using Microsoft.DurableTask.Turns;

namespace Microsoft.DurableTask.Client;

/// <summary>The client of the embedded engine; it works on the file and needs no running engine in its own process.</summary>
internal sealed partial class EmbeddedDurableTaskClient(DurableEngineOptions options, SqliteStore store) : DurableTaskClient(options.HubName)
{
    /// <summary>The statuses in which an instance stays where the caller names none: those that have not ended.</summary>
    private static readonly string[] LiveStatuses =
    [
        nameof(OrchestrationRuntimeStatus.Running), nameof(OrchestrationRuntimeStatus.Pending), nameof(OrchestrationRuntimeStatus.Suspended),
    ];

    private DateTime UtcNow => options.TimeProvider.GetUtcNow().UtcDateTime;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Schedule(orchestratorName, Serialize(input, "input"), options ?? new()));
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new EventRaised(UtcNow, eventName, Serialize(eventPayload, "event payload")), cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string Schedule(TaskName name, string? input, StartOrchestrationOptions start)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        var id = Payload.CheckInstanceId(start.InstanceId ?? Guid.NewGuid().ToString("N"));
        using var span = EngineTrace.Starting(name, id);
        var begin = new ExecutionStarted(
            UtcNow, name, (start.Version ?? new TaskVersion(options.DefaultVersion)).Version, input, null, start.Tags.Count > 0 ? start.Tags : null)
        {
            Trace = TraceLink.Of(Activity.Current),
        };
        store.WriteAndTell(transaction =>
        {
            if (transaction.FindInstance(id) is { } existing
                && (start.DedupeStatuses ?? LiveStatuses).Contains(existing.Status.ToString(), StringComparer.OrdinalIgnoreCase))
            {
                throw new OrchestrationAlreadyExistsException(
                    $"An orchestration with the instance id '{id}' and the status {existing.Status} already exists.");
            }

            var instance = InstanceRow.New(id, begin, transaction.Now);
            transaction.PutInstance(instance);
            transaction.AddMessage(id, instance.Execution, begin, start.StartAt);
        });
        return id;
    }

    private string? Serialize(object? value, string what) =>
        Payload.Check(options.DataConverter.Serialize(value), options.MaxPayloadBytes, what);

    /// <summary>Leaves a message for an instance; one for an unknown or ended instance is dropped.</summary>
    private Task SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        store.WriteAndTell(transaction =>
        {
            if (transaction.FindInstance(instanceId) is { HasEnded: false })
            {
                transaction.AddMessage(instanceId, null, message);
            }
        });
        return Task.CompletedTask;
    }
}
