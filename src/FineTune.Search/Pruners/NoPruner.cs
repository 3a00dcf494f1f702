namespace FineTune.Search.Pruners;

/// <summary>Stops nothing.</summary>
public sealed class NoPruner : IPruner
{
    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study) => PruneDecision.Keep("no pruner: every trial runs to its end");
}
