using System.Collections.Immutable;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Storage;

/// <summary>A ledger as it was read: its events, what they fold to, and where the next append has to land.</summary>
/// <param name="Length">The blob's length in bytes; an append holds only at this position.</param>
/// <param name="CreatedOn">When the blob was made; a blob made anew is another ledger.</param>
/// <param name="Events">The events in the order in which they were written.</param>
/// <param name="State">The fold of the events.</param>
public sealed record LedgerSnapshot(long Length, DateTimeOffset CreatedOn, ImmutableList<LedgerEvent> Events, StudyState State)
{
    /// <summary>A ledger without a line.</summary>
    public static LedgerSnapshot Empty(DateTimeOffset createdOn) => new(0, createdOn, [], StudyState.Empty);

    /// <summary>The snapshot with more of the blob read.</summary>
    public LedgerSnapshot With(long length, IReadOnlyList<LedgerEvent> events) =>
        new(length, CreatedOn, Events.AddRange(events), events.Aggregate(State, (state, entry) => state.Apply(entry)));
}
