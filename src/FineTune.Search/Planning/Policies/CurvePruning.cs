using FineTune.Search.Ledger;
using FineTune.Search.Pruners;

namespace FineTune.Search.Planning.Policies;

/// <summary>A pruner that looks at learning curves, asked at every rung.</summary>
internal sealed class CurvePruning(IPruner pruner) : StoppingPolicy
{
    private PlanningView? _seen;
    private List<TrialCurve> _curves = [];

    /// <summary>The pruner of this name with the study's constants.</summary>
    /// <exception cref="ArgumentException">There is no such pruner.</exception>
    public static CurvePruning Of(string name, StudyRules rules)
    {
        var pruning = rules.Pruning;
        return new CurvePruning(name switch
        {
            "median" => new MedianPruner(pruning.StartupTrials, intervalSteps: 0),
            "percentile" => new PercentilePruner(pruning.Percentile) { StartupTrials = pruning.StartupTrials, IntervalSteps = 0 },
            "threshold" => Threshold(rules),
            "patient" => new PatientPruner(null, pruning.Patience, pruning.MinDelta),
            "wilcoxon" => new WilcoxonPruner(pruning.Probability),
            _ => throw new ArgumentException($"There is no pruner '{name}'.", nameof(name)),
        });
    }

    /// <inheritdoc />
    protected override PruneDecision Stop(PlanningView view, TrialState trial)
    {
        if (!ReferenceEquals(_seen, view))
        {
            _seen = view;
            _curves = [.. view.State.Trials.Select(other => TrialCurve.From(other, view.Rules.Direction))];
        }

        return pruner.Decide(_curves.Find(curve => curve.Trial == trial.Number)!, _curves);
    }

    /// <summary>Bounds of the objective become bounds of the loss.</summary>
    private static ThresholdPruner Threshold(StudyRules rules)
    {
        var (lower, upper) = (rules.Pruning.Lower ?? double.NegativeInfinity, rules.Pruning.Upper ?? double.PositiveInfinity);
        return rules.Direction == Direction.Minimize ? new ThresholdPruner(lower, upper) { IntervalSteps = 0 } : new ThresholdPruner(-upper, -lower) { IntervalSteps = 0 };
    }
}
