using System.Collections.Immutable;

namespace FineTune.Search.Planning.Policies;

/// <summary>Asynchronous successive halving that pauses and promotes (Li et al. 2018, arXiv 1810.05934).</summary>
internal sealed class AsynchronousHalving : PlanningPolicy
{
    /// <inheritdoc />
    public override ResumeTrial? Promote(PlanningView view, bool atEnd) => Promotions.Next(view.Rules, view.State, view.Table, atEnd);

    /// <inheritdoc />
    public override ImmutableArray<TrialVerdict> Judge(PlanningView view) => Verdicts.Standing(view.Rules, view.State, view.Table);
}
