using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Studies;

/// <summary>Decides whose checkpoints can still matter: trials that may resume, the baseline, and the best of the study.</summary>
public static class CheckpointRetention
{
    /// <summary>The numbers of the trials whose checkpoints can no longer matter.</summary>
    /// <param name="state">The study.</param>
    /// <param name="rules">The study's rules.</param>
    /// <param name="keep">How many of the best trials keep theirs.</param>
    public static IReadOnlyList<int> Doomed(StudyState state, StudyRules rules, int keep)
    {
        var best = state.Trials
            .Where(trial => trial.BestObjective is { } value && double.IsFinite(value))
            .OrderBy(trial => Objective.Loss(trial.BestObjective!.Value, rules.Direction))
            .ThenBy(trial => trial.EpochsDone)
            .ThenBy(trial => trial.Number)
            .Take(keep)
            .Select(trial => trial.Number)
            .ToHashSet();
        return [.. state.Trials
            .Where(trial => trial.Number != 0 && trial.IsOver && trial.Checkpoint is not null && !best.Contains(trial.Number))
            .Select(trial => trial.Number)
            .Where(trial => Adoptable(state, rules, trial).Count == 0)];
    }

    /// <summary>The checkpoints of a trial that members of a population may still go on from: of each rung, until nobody is left who has not passed it.</summary>
    /// <param name="state">The study.</param>
    /// <param name="rules">The study's rules.</param>
    /// <param name="trial">The trial.</param>
    public static IReadOnlyList<string> Adoptable(StudyState state, StudyRules rules, int trial) => rules.IsPopulation && state.Finished is null && state.Find(trial) is { } donor
        ?
        [
            .. donor.Segments.Values
                .Where(segment => segment.Checkpoint.Length > 0 && state.Trials.Any(other => other.Number != trial && MayAdoptAt(other, segment.Rung)))
                .Select(segment => segment.Checkpoint),
        ]
        : [];

    private static bool MayAdoptAt(TrialState trial, int rung) =>
        trial.Status is TrialStatus.Running or TrialStatus.Paused ? trial.Segments.Keys.LastOrDefault(-1) <= rung
        : trial.Status == TrialStatus.Failed && trial.Segments.Values.LastOrDefault() is { Outcome: SegmentOutcome.Diverged } last && last.Rung <= rung;
}
