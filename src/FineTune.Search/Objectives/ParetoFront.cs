using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Search.Objectives;

/// <summary>The completed trials that no other one beats in every objective.</summary>
public static class ParetoFront
{
    /// <summary>The trials of the front by number; with one objective the best ones.</summary>
    public static IReadOnlyList<TrialState> Of(StudyState state, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<TrialState> trials = [.. state.Trials.Where(trial => trial.Status == TrialStatus.Completed && Losses(state, trial, direction).All(double.IsFinite))];
        var ranks = Domination.Ranks([.. trials.Select(trial => Losses(state, trial, direction))]);
        return [.. trials.Where((_, i) => ranks[i] == 0)];
    }

    /// <summary>A trial's losses, the first objective's first, all at the epoch at which the first was best; infinite where there is no value.</summary>
    public static double[] Losses(StudyState state, TrialState trial, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Losses(state, trial, direction, trial.BestObjective, trial.BestEpoch);
    }

    /// <summary>The same as the trial stood when this was its best value of the first objective.</summary>
    internal static double[] Losses(StudyState state, TrialState trial, Direction direction, double? objective, double? epoch)
    {
        ArgumentNullException.ThrowIfNull(state);
        var losses = new double[1 + state.Objectives.Length];
        Array.Fill(losses, double.PositiveInfinity);
        if (objective is not { } best)
        {
            return losses;
        }

        losses[0] = Objective.Loss(best, direction);
        var report = trial.Curve.FirstOrDefault(report => report.Epoch.Equals(epoch));
        for (var i = 0; i < state.Objectives.Length; i++)
        {
            if (report is not null && report.Metrics.TryGetValue(state.Objectives[i].Metric, out var value))
            {
                losses[i + 1] = Objective.Loss(value, state.Objectives[i].Direction);
            }
        }

        return losses;
    }
}
