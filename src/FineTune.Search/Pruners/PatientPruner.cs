namespace FineTune.Search.Pruners;

/// <summary>Lets another pruner stop a trial only when its recent reports are worse than its earlier best.</summary>
public sealed class PatientPruner : IPruner
{
    private readonly IPruner? _wrapped;
    private readonly int _patience;
    private readonly double _minDelta;

    /// <summary>A patient pruner.</summary>
    /// <param name="wrapped">Who decides once patience is over; null: the trial is stopped.</param>
    /// <param name="patience">How many reports without improvement are borne.</param>
    /// <param name="minDelta">How much worse the recent best must be.</param>
    public PatientPruner(IPruner? wrapped, int patience, double minDelta = 0) => (_wrapped, _patience, _minDelta) = (wrapped, patience, minDelta);

    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.Reports.Length <= _patience + 1)
        {
            return PruneDecision.Keep($"{trial.Reports.Length} reports are too few to be impatient");
        }

        var losses = trial.Reports.OrderBy(report => report.Step).Select(report => report.Loss).ToArray();
        var before = Least(losses.AsSpan(0, losses.Length - _patience - 1));
        var recent = Least(losses.AsSpan(losses.Length - _patience - 1));
        if (!(before + _minDelta < recent))
        {
            return PruneDecision.Keep($"it still improves: {recent:G4} after {before:G4}");
        }

        return _wrapped?.Decide(trial, study)
            ?? PruneDecision.Stop($"no improvement in the last {_patience + 1} reports: {recent:G4} after {before:G4}");
    }

    /// <summary>The smallest loss, NaN left out; NaN where there is none.</summary>
    private static double Least(ReadOnlySpan<double> losses)
    {
        var least = double.NaN;
        foreach (var loss in losses)
        {
            if (!double.IsNaN(loss) && !(loss >= least))
            {
                least = loss;
            }
        }

        return least;
    }
}
