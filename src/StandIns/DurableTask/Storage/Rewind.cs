using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Takes back what a failed instance failed of: its last turn's failures are forgotten and those calls are made again.</summary>
internal sealed class Rewind(StoreTransaction transaction, DateTime now)
{
    /// <summary>Lets a failed instance go on; its failed sub-orchestrations are rewound with it.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It has not failed.</exception>
    public void Apply(string id, string? reason)
    {
        var row = transaction.FindInstance(id) ?? throw new ArgumentException($"An orchestration with the instanceId {id} was not found.");
        if (row.Status != OrchestrationRuntimeStatus.Failed)
        {
            throw new InvalidOperationException($"The orchestration with the instanceId {id} is {row.Status}: only a failed one is rewound.");
        }

        var history = transaction.ReadHistory(id);
        var turn = history.FindLastIndex(static happened => happened is OrchestratorStarted);
        var failed = history.Skip(turn).Select(FailedCall).OfType<int>().ToHashSet();
        if (failed.Count == 0)
        {
            throw new InvalidOperationException($"The orchestration with the instanceId {id} failed by its own code: there is no failed call to take back.");
        }

        // What the last turn brought besides its failures is delivered once more; what its code asked for after them is forgotten.
        var delivered = history.Skip(turn).Where(static happened =>
            happened is TaskCompleted or SubOrchestrationInstanceCompleted or TimerFired or EventRaised).ToList();
        history.RemoveRange(turn, history.Count - turn);
        history.Add(new ExecutionRewound(now, reason));
        transaction.ReplaceHistory(id, history);
        transaction.UpdateInstance(row with { Status = OrchestrationRuntimeStatus.Running, Failure = null });
        foreach (var happened in delivered)
        {
            transaction.AddMessage(id, row.Execution, happened);
        }

        foreach (var call in history.OfType<IScheduledEvent>().Where(call => failed.Contains(call.TaskId)))
        {
            CallAgain(row, call, reason);
        }
    }

    private static int? FailedCall(HistoryEvent happened) => happened switch
    {
        TaskFailed activity => activity.TaskId,
        SubOrchestrationInstanceFailed child => child.TaskId,
        _ => null,
    };

    private void CallAgain(InstanceRow row, IScheduledEvent call, string? reason)
    {
        if (call is TaskScheduled activity)
        {
            transaction.AddActivity(row.Id, row.Execution, activity);
        }
        else if (call is SubOrchestrationInstanceCreated child
            && transaction.FindInstance(child.InstanceId) is { Status: OrchestrationRuntimeStatus.Failed })
        {
            Apply(child.InstanceId, reason);
        }
    }
}
