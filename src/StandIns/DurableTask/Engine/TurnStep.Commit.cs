using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;
using Microsoft.DurableTask.Turns;

namespace Microsoft.DurableTask.Engine;

internal sealed partial class TurnStep
{
    private string Id => _claim.Instance.Id;

    private string Execution => _claim.Instance.Execution;

    /// <summary>Writes the step as a whole; false where somebody else has taken the instance over.</summary>
    public bool Commit(StoreTransaction transaction)
    {
        if (!transaction.ReleaseTurn(_claim))
        {
            return false;
        }

        transaction.DeleteMessages(_taken);
        foreach (var request in _outcome.Requests)
        {
            Send(request, transaction);
        }

        foreach (var timer in _outcome.CancelledTimers)
        {
            transaction.DeleteTimer(Id, Execution, timer);
        }

        transaction.UpdateInstance(After);
        if (_termination is null && _outcome.End is TurnEnd.ContinuedAsNew next)
        {
            StartOver(next, transaction);
        }
        else
        {
            transaction.AppendHistory(Id, _claim.Instance.HistoryLength, _happened);
        }

        if (After.HasEnded)
        {
            Finish(transaction);
        }

        return true;
    }

    private void Send(HistoryEvent request, StoreTransaction transaction)
    {
        switch (request)
        {
            case TaskScheduled call:
                transaction.AddActivity(Id, Execution, call);
                break;
            case TimerCreated timer:
                transaction.AddMessage(Id, Execution, new TimerFired(timer.FireAt, timer.TaskId, timer.FireAt), timer.FireAt);
                break;
            case EventSent sent when transaction.FindInstance(sent.InstanceId) is { HasEnded: false }:
                transaction.AddMessage(sent.InstanceId, null, new EventRaised(TurnTime, sent.Name, sent.Input));
                break;
            case SubOrchestrationInstanceCreated call:
                StartChild(call, transaction);
                break;
        }
    }

    private void StartChild(SubOrchestrationInstanceCreated call, StoreTransaction transaction)
    {
        if (transaction.FindInstance(call.InstanceId) is { HasEnded: false } running)
        {
            transaction.AddMessage(Id, Execution, new SubOrchestrationInstanceFailed(TurnTime, call.TaskId, new(
                "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
                $"An orchestration with the instance id '{running.Id}' already exists and is {running.Status}.", null, null, null)));
            return;
        }

        var start = new ExecutionStarted(
            TurnTime, call.Name, call.Version, call.Input, new(Id, After.Name, Execution, call.TaskId), call.Tags) { Trace = _trace };
        var child = InstanceRow.New(call.InstanceId, start, transaction.Now);
        transaction.PutInstance(child);
        transaction.AddMessage(child.Id, child.Execution, start);
    }

    private void StartOver(TurnEnd.ContinuedAsNew next, StoreTransaction transaction)
    {
        transaction.DeleteHistoryOf(Id);
        transaction.DeleteMessagesOf(Id, Execution);
        var start = new ExecutionStarted(TurnTime, After.Name, After.Version, next.Input, After.Parent, After.Tags) { Trace = _trace };
        transaction.AddMessage(Id, After.Execution, start, ahead: true);
        foreach (var carried in next.Carried)
        {
            transaction.AddMessage(Id, After.Execution, carried, ahead: true);
        }
    }

    private void Finish(StoreTransaction transaction)
    {
        transaction.DeleteMessagesOf(Id);
        if (After.Parent is { } parent && transaction.FindInstance(parent.InstanceId) is { HasEnded: false } waiting && waiting.Execution == parent.ExecutionId)
        {
            transaction.AddMessage(parent.InstanceId, parent.ExecutionId, Outcome(parent.TaskId));
        }

        if (_termination is null)
        {
            return;
        }

        transaction.DeleteQueuedActivitiesOf(Id);
        foreach (var child in _termination.Recursive ? transaction.ChildrenOf(Id) : [])
        {
            if (transaction.FindInstance(child) is { HasEnded: false })
            {
                transaction.AddMessage(child, null, _termination);
            }
        }
    }

    private HistoryEvent Outcome(int taskId) => After.Status switch
    {
        OrchestrationRuntimeStatus.Completed => new SubOrchestrationInstanceCompleted(TurnTime, taskId, After.Output),
        OrchestrationRuntimeStatus.Failed => new SubOrchestrationInstanceFailed(TurnTime, taskId, After.Failure!),
        _ => new SubOrchestrationInstanceFailed(TurnTime, taskId, new(
            "DurableTask.Core.Exceptions.OrchestrationTerminatedException", $"The sub-orchestration '{Id}' was terminated.", null, null, null)),
    };
}
