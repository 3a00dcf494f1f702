using FineTune.Search.Ledger;

namespace FineTune.Search.Planning.Policies;

/// <summary>Every trial runs to the last rung, the one farthest along first.</summary>
internal sealed class NoPruning : PlanningPolicy
{
    /// <inheritdoc />
    public override ResumeTrial? Promote(PlanningView view, bool atEnd) =>
        view.State.Trials.Where(trial => trial.Status == TrialStatus.Paused).MaxBy(trial => trial.Rung) is { } next
            ? Resume(view.Rules, next, "no pruner: every trial runs to the last rung")
            : null;
}
