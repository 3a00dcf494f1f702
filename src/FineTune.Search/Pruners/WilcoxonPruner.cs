using FineTune.Search.Ledger;
using FineTune.Search.Numerics;

namespace FineTune.Search.Pruners;

/// <summary>Stops a trial that is worse than the best one on the steps they share (folds, seeds), by a one-sided signed-rank test.</summary>
public sealed class WilcoxonPruner : IPruner
{
    private readonly double _probability;
    private readonly int _startupSteps;

    /// <summary>A pruner that stops below this probability, after so many shared steps.</summary>
    public WilcoxonPruner(double probability = 0.1, int startupSteps = 2) => (_probability, _startupSteps) = (probability, startupSteps);

    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(study);
        if (trial.Reports.IsEmpty)
        {
            return PruneDecision.Keep("there is no report yet");
        }

        if (trial.Reports.Any(report => !double.IsFinite(report.Loss)))
        {
            return PruneDecision.Keep("a value is not finite, which the test cannot judge");
        }

        var best = study.Where(other => other.Status == TrialStatus.Completed && !double.IsNaN(other.Loss)).MinBy(other => other.Loss);
        if (best is null || best.Reports.IsEmpty || best.Reports.Any(report => !double.IsFinite(report.Loss)))
        {
            return PruneDecision.Keep("there is no complete trial to compare with");
        }

        double[] differences = [.. trial.Reports.OrderBy(report => report.Step).Where(report => best.At(report.Step) is not null).Select(report => report.Loss - best.At(report.Step)!.Value)];
        if (differences.Length < Math.Max(2, _startupSteps))
        {
            return PruneDecision.Keep($"{differences.Length} steps in common with trial {best.Trial} are too few");
        }

        var (_, probability) = SignedRankTest.Greater(differences);
        if (probability < _probability && !(Mean(trial) <= Mean(best)))
        {
            return PruneDecision.Stop($"worse than trial {best.Trial} on {differences.Length} steps in common (p = {probability:G2} < {_probability:G2})");
        }

        return PruneDecision.Keep($"not surely worse than trial {best.Trial} (p = {probability:G2})");
    }

    private static double Mean(TrialCurve trial) => trial.Reports.Average(report => report.Loss);
}
