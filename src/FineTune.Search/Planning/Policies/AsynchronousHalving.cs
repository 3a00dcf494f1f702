using System.Collections.Immutable;
using FineTune.Search.Ledger;

namespace FineTune.Search.Planning.Policies;

/// <summary>Asynchronous successive halving that pauses and promotes (Li et al. 2018, arXiv 1810.05934).</summary>
internal sealed class AsynchronousHalving : PlanningPolicy
{
    /// <inheritdoc />
    public override ResumeTrial? Promote(PlanningView view, bool atEnd) =>
        view.State.Trials.FirstOrDefault(trial => trial.Status == TrialStatus.Paused && trial.TargetEpoch < view.Rules.Pruning.WarmupEpochs) is { } young
            ? Resume(view.Rules, young, $"it is not judged before {view.Rules.Pruning.WarmupEpochs:0.###} epochs")
            : Promotions.Next(view.Rules, view.State, view.Table, atEnd);

    /// <inheritdoc />
    public override ResumeTrial? SpendRest(PlanningView view, EpochBudget budget) => Promotions.Rest(view.Rules, view.Table, budget);

    /// <inheritdoc />
    public override ImmutableArray<TrialVerdict> Judge(PlanningView view) =>
        [.. Verdicts.Standing(view.Rules, view.State, view.Table).Where(verdict => verdict.Status != TrialStatus.Pruned || !IsSafe(view, verdict))];

    /// <summary>Within the warm-up, or among the protected best of its rung.</summary>
    private static bool IsSafe(PlanningView view, TrialVerdict verdict) =>
        view.Rules.RungEpochs[verdict.Rung] < view.Rules.Pruning.WarmupEpochs
        || (view.Table.Rank(verdict.Rung, verdict.Trial) is var rank && rank > 0 && rank <= view.Rules.Pruning.ProtectedTrials);
}
