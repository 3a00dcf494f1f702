using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Search.Pruners;

/// <summary>What a pruner sees of a trial: its reports as losses (smaller is better) in the order in which they came.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reports">Steps and losses; NaN is kept.</param>
/// <param name="Loss">The final loss of a completed trial; NaN where there is none.</param>
public sealed record TrialCurve(int Trial, TrialStatus Status, ImmutableArray<CurvePoint> Reports, double Loss = double.NaN)
{
    /// <summary>The curve of a trial of the ledger; its steps are the epochs.</summary>
    public static TrialCurve From(TrialState trial, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(trial);
        double Signed(double value) => direction == Direction.Minimize ? value : -value;
        return new TrialCurve(
            trial.Number,
            trial.Status,
            [.. trial.Curve.Select(report => new CurvePoint(report.Epoch, Signed(report.Objective)))],
            trial.BestObjective is { } best ? Signed(best) : double.NaN);
    }

    /// <summary>The losses that successive halving has recorded at its rungs, where somebody keeps them; else they follow from the reports.</summary>
    public ImmutableArray<double>? Rungs { get; init; }

    /// <summary>The last step reported, or null.</summary>
    public double? LastStep => Reports.IsEmpty ? null : Reports.Max(report => report.Step);

    /// <summary>The loss at exactly this step, or null.</summary>
    public double? At(double step)
    {
        foreach (var report in Reports)
        {
            if (report.Step == step)
            {
                return report.Loss;
            }
        }

        return null;
    }
}
