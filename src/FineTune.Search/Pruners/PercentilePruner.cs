using FineTune.Search.Ledger;

namespace FineTune.Search.Pruners;

/// <summary>Stops a trial whose best value so far is worse than a percentile of completed trials' values at the same step (Optuna's rules).</summary>
public sealed class PercentilePruner : IPruner
{
    private readonly double _percentile;

    /// <summary>A pruner that keeps this percentile of the trials, e.g. 25 for the best quarter.</summary>
    public PercentilePruner(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percentile, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        _percentile = percentile;
    }

    /// <summary>No trial is stopped before so many are complete.</summary>
    public int StartupTrials { get; init; } = 5;

    /// <summary>No trial is stopped before this step.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Steps between two looks; 0 looks at every report.</summary>
    public int IntervalSteps { get; init; } = 1;

    /// <summary>So many completed trials must have a value at the step.</summary>
    public int LeastTrials { get; init; } = 1;

    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(study);
        var complete = study.Where(other => other.Status == TrialStatus.Completed).ToList();
        if (complete.Count < StartupTrials || complete.Count == 0)
        {
            return PruneDecision.Keep($"{complete.Count} of {StartupTrials} trials are complete");
        }

        if (trial.LastStep is not { } step || !PruningSchedule.IsDue(trial, step, WarmupSteps, IntervalSteps))
        {
            return PruneDecision.Keep("no look is due");
        }

        var best = Best(trial);
        if (double.IsNaN(best))
        {
            return PruneDecision.Stop("every value so far is NaN");
        }

        var reference = Percentile([.. complete.Select(other => other.At(step)).Where(value => value is not null).Select(value => value!.Value)]);
        return double.IsNaN(reference) || !(best > reference)
            ? PruneDecision.Keep($"its best loss {best:G4} at step {step:0.###} is within the best {_percentile:0.#} % ({reference:G4})")
            : PruneDecision.Stop($"its best loss {best:G4} at step {step:0.###} is worse than {reference:G4}, the bound of the best {_percentile:0.#} %");
    }

    private static double Best(TrialCurve trial)
    {
        var best = double.NaN;
        foreach (var report in trial.Reports)
        {
            if (!double.IsNaN(report.Loss) && !(report.Loss >= best))
            {
                best = report.Loss;
            }
        }

        return best;
    }

    /// <summary>Linear interpolation between ranks; NaN values are left out, and too few values give NaN.</summary>
    private double Percentile(double[] values)
    {
        if (values.Length < LeastTrials)
        {
            return double.NaN;
        }

        var known = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        if (known.Length == 0)
        {
            return double.NaN;
        }

        var position = _percentile / 100 * (known.Length - 1);
        var below = (int)Math.Floor(position);
        var share = position - below;
        // An infinite neighbour makes this NaN, and the trial is kept: infinity is no yardstick.
        return known[below] + ((known[Math.Min(below + 1, known.Length - 1)] - known[below]) * share);
    }
}
