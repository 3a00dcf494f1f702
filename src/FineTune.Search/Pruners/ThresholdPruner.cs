namespace FineTune.Search.Pruners;

/// <summary>Stops a trial whose newest loss is NaN or outside of given bounds.</summary>
public sealed class ThresholdPruner : IPruner
{
    private readonly double _lower;
    private readonly double _upper;

    /// <summary>A pruner with bounds on the loss.</summary>
    public ThresholdPruner(double lower = double.NegativeInfinity, double upper = double.PositiveInfinity) => (_lower, _upper) = (lower, upper);

    /// <summary>No trial is stopped before this step.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Steps between two looks.</summary>
    public int IntervalSteps { get; init; } = 1;

    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.LastStep is not { } step || !PruningSchedule.IsDue(trial, step, WarmupSteps, IntervalSteps))
        {
            return PruneDecision.Keep("no look is due");
        }

        var loss = trial.At(step) ?? double.NaN;
        return double.IsNaN(loss) ? PruneDecision.Stop($"the loss at step {step:0.###} is NaN")
            : loss < _lower ? PruneDecision.Stop($"the loss {loss:G4} is below {_lower:G4}")
            : loss > _upper ? PruneDecision.Stop($"the loss {loss:G4} is above {_upper:G4}")
            : PruneDecision.Keep($"the loss {loss:G4} is within its bounds");
    }
}
