using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;
using Microsoft.DurableTask.Turns;

namespace Microsoft.DurableTask.Engine;

/// <summary>One step of an instance: sorts its messages, runs a turn of its code where they ask for one, and holds what is to be committed.</summary>
internal sealed partial class TurnStep
{
    private readonly TurnClaim _claim;
    private readonly EngineServices _services;
    private readonly List<HistoryEvent> _happened = [];
    private readonly List<Message> _taken = [];
    private TurnOutcome _outcome = new([], 0, null, [], null);
    private ExecutionTerminated? _termination;
    private bool _suspended;
    private bool _started;
    private TraceLink? _trace;

    private TurnStep(TurnClaim claim, EngineServices services)
    {
        _claim = claim;
        _services = services;
        After = claim.Instance;
    }

    /// <summary>The instance after the step.</summary>
    public InstanceRow After { get; private set; }

    /// <summary>What the step adds to the history.</summary>
    public IReadOnlyList<HistoryEvent> Happened => _happened;

    /// <summary>Whether the same generation goes on.</summary>
    public bool Lives => !After.HasEnded && After.Execution == _claim.Instance.Execution;

    private DateTime TurnTime { get; set; }

    /// <summary>Does the step; nothing is written yet.</summary>
    public static TurnStep Run(
        TurnClaim claim, IReadOnlyList<Message> messages, IReadOnlyList<HistoryEvent> history, EngineServices services)
    {
        var step = new TurnStep(claim, services);
        step.Run(messages, history);
        return step;
    }

    /// <summary>The end of an instance whose turns cannot be done at all.</summary>
    public static TurnStep Broken(TurnClaim claim, Exception error, EngineServices services)
    {
        var step = new TurnStep(claim, services) { TurnTime = services.Options.TimeProvider.GetUtcNow().UtcDateTime };
        step._outcome = new([], 0, null, [], new TurnEnd.Failed(TaskFailureDetails.FromException(error)));
        step.Conclude();
        return step;
    }

    private void Run(IReadOnlyList<Message> messages, IReadOnlyList<HistoryEvent> history)
    {
        var now = _services.Options.TimeProvider.GetUtcNow().UtcDateTime;
        var last = history.Count > 0 ? history[^1].Timestamp : now;
        TurnTime = now > last ? now : last;
        _suspended = After.Status == OrchestrationRuntimeStatus.Suspended;
        var news = Sort(messages);
        _trace = history.Concat(news.Select(static message => message.Event)).OfType<ExecutionStarted>().LastOrDefault()?.Trace;
        _started = history.Concat(news.Select(static message => message.Event)).Any(static happened => happened is ExecutionStarted);
        _happened.Add(new OrchestratorStarted(TurnTime));
        if (_termination is null && news.Any(static message => !Message.IsControl(message.Event)))
        {
            _outcome = RunCode(history, [_happened[0], .. news.Select(static message => message.Event)]);
            news = [.. news.Take(_outcome.Applied - 1), .. news.Skip(_outcome.Applied - 1).Where(IsDropped)];
        }

        _taken.AddRange(news);
        _happened.AddRange(news.Select(static message => message.Event));
        _happened.AddRange(_outcome.Requests);
        Conclude();
    }

    /// <summary>The messages to take in now; those of an older generation are taken too, but do not count.</summary>
    private List<Message> Sort(IReadOnlyList<Message> messages)
    {
        var news = new List<Message>();
        foreach (var message in messages)
        {
            if (message.Execution is { } execution && execution != After.Execution)
            {
                _taken.Add(message);
            }
            else if (!_suspended || Message.IsControl(message.Event))
            {
                news.Add(message);
                _suspended = message.Event is ExecutionSuspended || (_suspended && message.Event is not ExecutionResumed);
                if (message.Event is ExecutionTerminated termination)
                {
                    _termination = termination;
                    break;
                }
            }
        }

        return news;
    }

    private TurnOutcome RunCode(IReadOnlyList<HistoryEvent> history, IReadOnlyList<HistoryEvent> happened)
    {
        if (!_services.Orchestrators.TryGetValue(After.Name, out var orchestrator))
        {
            return new([], happened.Count, null, [], new TurnEnd.Failed(new(
                "OrchestratorTaskNotFound", $"No orchestrator task named '{After.Name}' was found.", null, null, null)));
        }

        var options = _services.Options;
        if (options.FailsOnVersionMismatch && !new VersionGate(options.DefaultVersion, options.VersionMatch).Takes(After.Version))
        {
            return new([], happened.Count, null, [], new TurnEnd.Failed(new(
                "VersionMismatch", $"The version '{After.Version}' of the instance does not match this host's, '{options.DefaultVersion}' ({options.VersionMatch}).", null, null, null)));
        }

        var parent = After.Parent is { } link ? new ParentOrchestrationInstance(link.Name, link.InstanceId) : null;
        return Turn.Run(
            new(After.Id, After.Name, After.Version ?? string.Empty, parent, After.Input, _services.Options), orchestrator, history, happened);
    }

    /// <summary>Whether a message that came too late for its generation is dropped with it.</summary>
    private bool IsDropped(Message message) =>
        _outcome.End is TurnEnd.ContinuedAsNew { KeepEvents: false } && message.Event is EventRaised;

    private void Conclude()
    {
        var status = _suspended ? OrchestrationRuntimeStatus.Suspended
            : _started ? OrchestrationRuntimeStatus.Running
            : OrchestrationRuntimeStatus.Pending;
        var custom = _outcome.CustomStatus is { } set ? (set == "null" ? null : set) : After.CustomStatus;
        After = After with { Status = status, CustomStatus = custom };
        After = (_termination, _outcome.End) switch
        {
            ({ } termination, _) => After with { Status = OrchestrationRuntimeStatus.Terminated, Output = termination.Output },
            (_, TurnEnd.Completed done) => After with { Status = OrchestrationRuntimeStatus.Completed, Output = done.Output },
            (_, TurnEnd.Failed failed) => After with { Status = OrchestrationRuntimeStatus.Failed, Failure = failed.Failure },
            (_, TurnEnd.ContinuedAsNew next) => After with
            {
                Execution = Guid.NewGuid().ToString("N"),
                Input = next.Input,
                Version = next.Version ?? After.Version,
            },
            _ => After,
        };
        if (_outcome.End is TurnEnd.Completed completed)
        {
            _happened.Add(new ExecutionCompleted(TurnTime, completed.Output));
        }
        else if (_outcome.End is TurnEnd.Failed failed)
        {
            _happened.Add(new ExecutionFailed(TurnTime, failed.Failure));
        }

        _happened.Add(new OrchestratorCompleted(TurnTime));
    }
}
