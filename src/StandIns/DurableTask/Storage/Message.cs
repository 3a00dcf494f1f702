using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Something an instance has not taken in yet.</summary>
/// <param name="Id">Its place in the order of arrival.</param>
/// <param name="Execution">The generation it is for; null: any.</param>
/// <param name="Event">What it tells.</param>
internal sealed record Message(long Id, string? Execution, HistoryEvent Event)
{
    /// <summary>Whether an event gets through to a suspended instance.</summary>
    public static bool IsControl(HistoryEvent value) => value is ExecutionTerminated or ExecutionSuspended or ExecutionResumed;
}
