using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Studies;

/// <summary>Chooses a study's best trial by its validation objective.</summary>
public static class BestTrial
{
    /// <summary>
    /// The one that the race of the finalists took; where there was no race, the best of the completed trials; where none is complete, of all that have a checkpoint. NaN never wins; of equals the one
    /// with fewer epochs wins, then the lower number.
    /// </summary>
    public static TrialState? Choose(StudyState state, Direction direction)
    {
        if (state.Finalists is { Trial: >= 0 } race && state.Find(race.Trial) is { Checkpoint: not null } raced)
        {
            return raced;
        }

        var scored = state.Trials
            .Where(trial => trial is { Checkpoint: not null, BestObjective: { } value } && double.IsFinite(value))
            .ToList();
        var completed = scored.Where(trial => trial.Status == TrialStatus.Completed).ToList();
        return (completed.Count > 0 ? completed : scored)
            .OrderBy(trial => Objective.Loss(trial.BestObjective!.Value, direction))
            .ThenBy(trial => trial.EpochsDone)
            .ThenBy(trial => trial.Number)
            .FirstOrDefault();
    }
}
