using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Turns;

internal sealed partial class OrchestrationContext
{
    /// <summary>Takes in one event; the caller runs what it woke.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code did not ask for what history says it asked for.</exception>
    public void Apply(HistoryEvent happened, bool replaying)
    {
        _replaying = replaying;
        switch (happened)
        {
            case OrchestratorStarted started:
                _now = started.Timestamp;
                break;
            case ExecutionStarted started:
                _trace = started.Trace;
                break;
            case OrchestratorCompleted when replaying && _unconfirmed.Count > 0:
                throw Extra(_unconfirmed.Values.First());
            case IScheduledEvent scheduled:
                Confirm(scheduled, happened.GetType());
                break;
            case TaskCompleted done:
                Take(done.TaskId)?.Complete(done.Result, _options.DataConverter);
                break;
            case SubOrchestrationInstanceCompleted done:
                Take(done.TaskId)?.Complete(done.Result, _options.DataConverter);
                break;
            case TimerFired fired:
                Take(fired.TaskId)?.Complete(null, _options.DataConverter);
                break;
            case TaskFailed failed:
                Fail(failed.TaskId, failed.Failure);
                break;
            case SubOrchestrationInstanceFailed failed:
                Fail(failed.TaskId, failed.Failure);
                break;
            case EventRaised raised:
                Raise(raised);
                break;
        }
    }

    /// <summary>The open task of a number; null where it has ended, as a message may come twice.</summary>
    private OpenTask? Take(int id) => _open.Remove(id, out var task) ? task : null;

    private void Fail(int id, TaskFailureDetails failure)
    {
        if (Take(id) is { } task)
        {
            task.Fail(new TaskFailedException(task.Name, id, failure));
        }
    }

    private void Confirm(IScheduledEvent recorded, Type kind)
    {
        if (!_unconfirmed.Remove(recorded.TaskId, out var asked))
        {
            throw new NonDeterministicOrchestrationException(
                $"A previous execution of this orchestration scheduled {Describe(recorded)}, but the current replay execution hasn't (yet?)"
                + " scheduled this task. Was a change made to the orchestrator code after this instance had already started running?");
        }

        var now = (IScheduledEvent)asked;
        if (asked.GetType() != kind || !string.Equals(now.Name, recorded.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NonDeterministicOrchestrationException(
                $"A previous execution of this orchestration scheduled {Describe(recorded)}, but the current orchestration replay instead"
                + $" scheduled {Describe(now)} at the same place. Was a change made to the orchestrator code after this instance had"
                + " already started running?");
        }
    }

    private static NonDeterministicOrchestrationException Extra(HistoryEvent asked) => new(
        $"The current replay scheduled {Describe((IScheduledEvent)asked)}, which the previous execution of this orchestration had not"
        + " scheduled at this point. Was a change made to the orchestrator code after this instance had already started running?");

    private static string Describe(IScheduledEvent asked) => asked switch
    {
        TaskScheduled => $"an activity task with sequence ID {asked.TaskId} and name '{asked.Name}'",
        SubOrchestrationInstanceCreated => $"a sub-orchestration task with sequence ID {asked.TaskId} and name '{asked.Name}'",
        TimerCreated => $"a timer task with sequence ID {asked.TaskId}",
        _ => $"a send-event task with sequence ID {asked.TaskId} and event name '{asked.Name}'",
    };
}
