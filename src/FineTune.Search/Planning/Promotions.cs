using FineTune.Search.Ledger;
using FineTune.Search.Planning.Policies;

namespace FineTune.Search.Planning;

/// <summary>Chooses which paused trial goes on in asynchronous halving: among the best n/eta of its rung, from the top rung down.</summary>
internal static class Promotions
{
    /// <summary>The trial to resume, or null.</summary>
    /// <param name="rules">The study's rules.</param>
    /// <param name="state">The study's state.</param>
    /// <param name="table">The values at all rungs.</param>
    /// <param name="atEnd">Whether nothing runs and nothing new can start: then at least one trial of each rung goes on.</param>
    public static ResumeTrial? Next(StudyRules rules, StudyState state, RungTable table, bool atEnd)
    {
        for (var rung = rules.RungEpochs.Length - 2; rung >= 0; rung--)
        {
            if (FromRung(rules, table, rung, Quota(rules, table[rung].Count, atEnd)) is { } promotion)
            {
                return promotion;
            }
        }

        return atEnd && !state.Trials.Any(trial => trial.Status == TrialStatus.Completed) ? LastResort(rules, table) : null;
    }

    /// <summary>The best waiting trial, from the top rung down, that the epochs left can train to its end, or null: ranks of short trainings err, so one more whole training is worth more than epochs unspent.</summary>
    public static ResumeTrial? Rest(StudyRules rules, RungTable table, EpochBudget budget)
    {
        for (var rung = rules.RungEpochs.Length - 2; rung >= 0; rung--)
        {
            foreach (var entry in table[rung].Where(entry => entry.Trial.Status == TrialStatus.Paused && entry.Trial.Rung == rung && double.IsFinite(entry.Loss)))
            {
                var resume = PlanningPolicy.Resume(rules, entry.Trial, $"{Wording.Place(table, entry.Trial, rung, rules)}; the epochs left are too few for another trial and enough to train this one to its end");
                if (budget.Allows(resume))
                {
                    return resume;
                }
            }
        }

        return null;
    }

    /// <summary>How many of a rung go on.</summary>
    public static int Quota(StudyRules rules, int entries, bool atEnd) => Math.Max(atEnd ? 1 : 0, entries / rules.ReductionFactor);

    private static ResumeTrial? FromRung(StudyRules rules, RungTable table, int rung, int quota)
    {
        var considered = 0;
        foreach (var entry in table[rung])
        {
            if (considered == quota || !double.IsFinite(entry.Loss))
            {
                return null;
            }

            if (entry.Trial.Status == TrialStatus.Failed)
            {
                continue;
            }

            considered++;
            if (entry.Trial.Status == TrialStatus.Paused && entry.Trial.Rung == rung)
            {
                return PlanningPolicy.Resume(rules, entry.Trial, Wording.Standing(rules, table, entry.Trial, rung, quota));
            }
        }

        return null;
    }

    /// <summary>No trial is complete: whichever got farthest, best first, must go on.</summary>
    private static ResumeTrial? LastResort(StudyRules rules, RungTable table)
    {
        for (var rung = rules.RungEpochs.Length - 2; rung >= 0; rung--)
        {
            foreach (var entry in table[rung])
            {
                if (entry.Trial.Status == TrialStatus.Paused && entry.Trial.Rung == rung)
                {
                    return PlanningPolicy.Resume(rules, entry.Trial, "no trial is complete yet, and this is the best of those that are left");
                }
            }
        }

        return null;
    }
}
