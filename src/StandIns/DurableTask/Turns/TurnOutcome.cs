using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Turns;

/// <summary>What a turn of an orchestrator came to.</summary>
/// <param name="Requests">What its code newly asked for, in order.</param>
/// <param name="Applied">How many of the new events were taken in; the others stay for later.</param>
/// <param name="CustomStatus">The custom status it set; null where it set none.</param>
/// <param name="CancelledTimers">The numbers of timers that need not fire any more.</param>
/// <param name="End">How it ended; null while it goes on.</param>
internal sealed record TurnOutcome(
    IReadOnlyList<HistoryEvent> Requests, int Applied, string? CustomStatus, IReadOnlyList<int> CancelledTimers, TurnEnd? End);

/// <summary>How an orchestrator ended.</summary>
internal abstract record TurnEnd
{
    /// <summary>With a result.</summary>
    internal sealed record Completed(string? Output) : TurnEnd;

    /// <summary>With a failure.</summary>
    internal sealed record Failed(TaskFailureDetails Failure) : TurnEnd;

    /// <summary>To start over: with these events carried over, or with waiting ones dropped.</summary>
    internal sealed record ContinuedAsNew(string? Input, string? Version, IReadOnlyList<EventRaised> Carried, bool KeepEvents) : TurnEnd;
}
