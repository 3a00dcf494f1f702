using System.Collections.Immutable;
using System.Globalization;
using FineTune.Search.Ledger;
using FineTune.Search.Pruners;

namespace FineTune.Search.Planning.Policies;

/// <summary>A pruner that only stops: at every rung a trial either goes on at once or is over.</summary>
/// <remarks>Warm-up and the protection of the best are the same for all of them.</remarks>
internal abstract class StoppingPolicy : PlanningPolicy
{
    /// <inheritdoc />
    public sealed override ResumeTrial? Promote(PlanningView view, bool atEnd)
    {
        foreach (var trial in Waiting(view))
        {
            var decision = Decide(view, trial);
            if (!decision.Prune)
            {
                return Resume(view.Rules, trial, decision.Reason);
            }
        }

        return null;
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<TrialVerdict> Judge(PlanningView view)
    {
        var verdicts = ImmutableArray.CreateBuilder<TrialVerdict>();
        foreach (var trial in Waiting(view))
        {
            var decision = Decide(view, trial);
            if (decision.Prune)
            {
                verdicts.Add(new TrialVerdict(trial.Number, trial.Rung, TrialStatus.Pruned,
                    $"pruned at {trial.TargetEpoch:0.###} of {Rungs.End(view.Rules, trial.Parameters):0.###} epochs: {decision.Reason}"));
            }
        }

        return verdicts.ToImmutable();
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<TrialVerdict> Conclude(PlanningView view)
    {
        var judged = Judge(view);
        return [.. judged, .. base.Conclude(view).Where(verdict => judged.All(other => other.Trial != verdict.Trial))];
    }

    /// <summary>Whether a trial that waits at a rung is stopped there.</summary>
    protected abstract PruneDecision Stop(PlanningView view, TrialState trial);

    /// <summary>Numbers in words do not depend on the host's language.</summary>
    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<TrialState> Waiting(PlanningView view) =>
        view.State.Trials.Where(trial => trial.Status == TrialStatus.Paused && !Rungs.IsBaseline(trial));

    private PruneDecision Decide(PlanningView view, TrialState trial)
    {
        var pruning = view.Rules.Pruning;
        if (trial.TargetEpoch < pruning.WarmupEpochs)
        {
            return PruneDecision.Keep(Text($"it is not judged before {pruning.WarmupEpochs:0.###} epochs"));
        }

        var decision = Stop(view, trial);
        var rank = view.Table.Rank(trial.Rung, trial.Number);
        return decision.Prune && rank > 0 && rank <= pruning.ProtectedTrials && double.IsFinite(view.Table[trial.Rung][rank - 1].Loss)
            ? PruneDecision.Keep(Text($"protected, since {Wording.Place(view.Table, trial, trial.Rung, view.Rules)}; else it were pruned: {decision.Reason}"))
            : decision;
    }
}
