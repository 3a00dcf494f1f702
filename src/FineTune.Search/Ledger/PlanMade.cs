using FineTune.Search.Planning;

namespace FineTune.Search.Ledger;

/// <summary>A decision of the planner: a proposal, a promotion, or the end.</summary>
/// <param name="Sequence">The decision's number.</param>
/// <param name="Decision">What was decided, with its reason.</param>
public sealed record PlanMade(int Sequence, PlanDecision Decision) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => $"plan/{Sequence}";
}
