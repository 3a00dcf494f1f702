using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Studies;

/// <summary>Decides whose checkpoints can still matter: trials that may resume, the baseline, and the best of the study.</summary>
public static class CheckpointRetention
{
    /// <summary>The numbers of the trials whose checkpoints can no longer matter.</summary>
    /// <param name="state">The study.</param>
    /// <param name="direction">Whether a larger objective is better.</param>
    /// <param name="keep">How many of the best trials keep theirs.</param>
    public static IReadOnlyList<int> Doomed(StudyState state, Direction direction, int keep)
    {
        var best = state.Trials
            .Where(trial => trial.BestObjective is { } value && double.IsFinite(value))
            .OrderBy(trial => Objective.Loss(trial.BestObjective!.Value, direction))
            .ThenBy(trial => trial.EpochsDone)
            .ThenBy(trial => trial.Number)
            .Take(keep)
            .Select(trial => trial.Number)
            .ToHashSet();
        return [.. state.Trials
            .Where(trial => trial.Number != 0 && trial.IsOver && trial.Checkpoint is not null && !best.Contains(trial.Number))
            .Select(trial => trial.Number)];
    }
}
