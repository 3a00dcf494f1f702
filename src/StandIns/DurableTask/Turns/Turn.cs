using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Turns;

/// <summary>One turn: replays the history through the orchestrator's code, takes in the new events, and says what came of it.</summary>
internal sealed class Turn
{
    private readonly TurnRequest _request;
    private readonly Func<TaskOrchestrationContext, Task<object?>> _orchestrator;
    private readonly TurnScheduler _scheduler = new();
    private readonly OrchestrationContext _context;
    private Task<Task<object?>>? _start;

    private Turn(TurnRequest request, Func<TaskOrchestrationContext, Task<object?>> orchestrator)
    {
        _request = request;
        _orchestrator = orchestrator;
        _context = new OrchestrationContext(request, _scheduler);
    }

    private Task<object?>? Body => _start is { IsCompletedSuccessfully: true } ? _start.Result : null;

    private bool HasEnded => _start is { IsFaulted: true } || Body is { IsCompleted: true };

    /// <summary>Runs the turn on the calling thread.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="orchestrator">Its code.</param>
    /// <param name="history">What happened before.</param>
    /// <param name="happened">What happened since: the turn's start, then the new events.</param>
    public static TurnOutcome Run(
        TurnRequest request,
        Func<TaskOrchestrationContext, Task<object?>> orchestrator,
        IReadOnlyList<HistoryEvent> history,
        IReadOnlyList<HistoryEvent> happened)
    {
        var turn = new Turn(request, orchestrator);
        try
        {
            return turn.Run(history, happened);
        }
        catch (NonDeterministicOrchestrationException error)
        {
            return turn.Failed(error, happened.Count);
        }
        finally
        {
            turn._scheduler.End();
        }
    }

    private TurnOutcome Run(IReadOnlyList<HistoryEvent> history, IReadOnlyList<HistoryEvent> happened)
    {
        foreach (var past in history)
        {
            Step(past, replaying: true);
        }

        var applied = 0;
        while (applied < happened.Count && !HasEnded)
        {
            Step(happened[applied++], replaying: false);
        }

        if (_scheduler.SawForeignWork || (!HasEnded && _start is not null && !_context.AwaitsSomething))
        {
            return Failed(new InvalidOperationException(OrchestrationContext.IllegalAwait), applied);
        }

        return new(_context.NewRequests, applied, _context.CustomStatus, _context.CancelledTimers, HasEnded ? End() : null);
    }

    private void Step(HistoryEvent happened, bool replaying)
    {
        _context.Apply(happened, replaying);
        if (happened is ExecutionStarted)
        {
            _start = _scheduler.Begin(() => _orchestrator(_context));
        }

        _scheduler.Drain();
    }

    private TurnEnd End()
    {
        if ((_start!.Exception ?? Body!.Exception) is { } failure)
        {
            return new TurnEnd.Failed(TaskFailureDetails.FromException(failure.InnerExceptions[0]));
        }

        if (Body!.IsCanceled)
        {
            return new TurnEnd.Failed(TaskFailureDetails.FromException(new TaskCanceledException(Body)));
        }

        try
        {
            return _context.Continuation is { } next
                ? new TurnEnd.ContinuedAsNew(
                    _context.Serialize(next.NewInput, "input of the next generation"),
                    next.NewVersion,
                    next.PreserveUnprocessedEvents ? _context.BufferedEvents : [],
                    next.PreserveUnprocessedEvents)
                : new TurnEnd.Completed(_context.Serialize(Body.Result, $"output of the orchestration '{_request.Name}'"));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or System.Text.Json.JsonException)
        {
            return new TurnEnd.Failed(TaskFailureDetails.FromException(error));
        }
    }

    private TurnOutcome Failed(Exception error, int applied) => new(
        [], applied, _context.CustomStatus, [], new TurnEnd.Failed(TaskFailureDetails.FromException(error)));
}
