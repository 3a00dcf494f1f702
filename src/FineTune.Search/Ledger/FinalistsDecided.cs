using FineTune.Search.Finalists;

namespace FineTune.Search.Ledger;

/// <summary>The race of the finalists is over.</summary>
/// <param name="Decision">Who is taken, where all stand, and why.</param>
public sealed record FinalistsDecided(FinalistDecision Decision) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => "finalists/decided";
}
