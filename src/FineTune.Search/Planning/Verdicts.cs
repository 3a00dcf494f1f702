using System.Collections.Immutable;
using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>Says of trials that do not run why they wait, and which ones can no longer go on.</summary>
internal static class Verdicts
{
    /// <summary>What is new about paused trials.</summary>
    public static ImmutableArray<TrialVerdict> Standing(StudyRules rules, StudyState state, RungTable table)
    {
        var verdicts = ImmutableArray.CreateBuilder<TrialVerdict>();
        var anyComplete = state.Trials.Any(trial => trial.Status == TrialStatus.Completed);
        foreach (var trial in state.Trials)
        {
            if (trial.Status != TrialStatus.Paused || Rungs.IsBaseline(trial))
            {
                continue;
            }

            var rank = table.Rank(trial.Rung, trial.Number);
            var quota = Promotions.Quota(rules, table[trial.Rung].Count, atEnd: false);
            var atMost = Promotions.Quota(rules, Largest(rules, table, trial.Rung), atEnd: true);
            if (anyComplete && rank > atMost)
            {
                verdicts.Add(new TrialVerdict(trial.Number, trial.Rung, TrialStatus.Pruned,
                    $"pruned at {At(rules, trial)}: {Wording.Place(table, trial, trial.Rung, rules)}; at most {atMost} can go on"));
            }
            else if (trial.JudgedRung < trial.Rung)
            {
                verdicts.Add(new TrialVerdict(trial.Number, trial.Rung, TrialStatus.Paused,
                    $"paused at {At(rules, trial)}: {Wording.Standing(rules, table, trial, trial.Rung, quota)}"));
            }
        }

        return verdicts.ToImmutable();
    }

    /// <summary>At the end every paused trial is pruned.</summary>
    public static ImmutableArray<TrialVerdict> Final(StudyRules rules, StudyState state, RungTable table) =>
        [.. state.Trials.Where(trial => trial.Status == TrialStatus.Paused).Select(trial => new TrialVerdict(
            trial.Number, trial.Rung, TrialStatus.Pruned,
            $"pruned at {At(rules, trial)}: {Wording.Place(table, trial, trial.Rung, rules)} when the search ended"))];

    /// <summary>The most entries that a rung can still get.</summary>
    private static int Largest(StudyRules rules, RungTable table, int rung)
    {
        var largest = rules.MaxTrials;
        for (var below = 0; below < rung; below++)
        {
            largest = Math.Max(table[below + 1].Count, Promotions.Quota(rules, largest, atEnd: true) + 1);
        }

        return largest;
    }

    private static string At(StudyRules rules, TrialState trial) =>
        $"{trial.TargetEpoch:0.###} of {Rungs.End(rules, trial.Parameters):0.###} epochs";
}
