namespace FineTune.Search.Pruners;

/// <summary>Stops a trial whose best value so far is worse than the median of completed trials at the same step.</summary>
public sealed class MedianPruner : IPruner
{
    private readonly PercentilePruner _half;

    /// <summary>A median pruner; see <see cref="PercentilePruner"/> for the options.</summary>
    public MedianPruner(int startupTrials = 5, int warmupSteps = 0, int intervalSteps = 1, int leastTrials = 1) =>
        _half = new PercentilePruner(50) { StartupTrials = startupTrials, WarmupSteps = warmupSteps, IntervalSteps = intervalSteps, LeastTrials = leastTrials };

    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study) => _half.Decide(trial, study);
}
