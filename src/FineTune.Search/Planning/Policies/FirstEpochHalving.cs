using FineTune.Search.Ledger;

namespace FineTune.Search.Planning.Policies;

/// <summary>The plain baseline that every other pruner must beat: all trials for one epoch, then the best few to the end (arXiv 2307.15422, 2404.04111).</summary>
internal sealed class FirstEpochHalving : PlanningPolicy
{
    /// <inheritdoc />
    public override ResumeTrial? Promote(PlanningView view, bool atEnd)
    {
        var (rules, state) = (view.Rules, view.State);
        var first = FirstRung(rules);
        var waiting = state.Trials.Where(trial => trial.Status == TrialStatus.Paused && !Rungs.IsBaseline(trial)).ToList();
        if (waiting.Find(trial => trial.Rung > first) is { } chosen)
        {
            return Resume(rules, chosen, "it was among the best after the first epoch");
        }

        if (waiting.Find(trial => trial.Rung < first) is { } young)
        {
            return Resume(rules, young, $"every trial is trained for {rules.RungEpochs[first]:0.###} epochs first");
        }

        // Nothing is chosen before all are there, or nothing more will come.
        var allThere = state.Trials.Count >= rules.MaxTrials && state.Trials.All(trial => trial.Rung > first || trial.Status != TrialStatus.Running);
        return allThere || atEnd ? Best(view, first) : null;
    }

    private static ResumeTrial? Best(PlanningView view, int first)
    {
        var kept = view.Rules.Pruning.KeptTrials ?? Math.Max(1, view.Rules.MaxTrials / (view.Rules.ReductionFactor * view.Rules.ReductionFactor));
        foreach (var entry in view.Table[first].Where(entry => entry.Trial.Status != TrialStatus.Failed).Take(kept))
        {
            if (entry.Trial.Status == TrialStatus.Paused && entry.Trial.Rung == first && double.IsFinite(entry.Loss))
            {
                return Resume(view.Rules, entry.Trial, $"{Wording.Place(view.Table, entry.Trial, first, view.Rules)}; the best {kept} go to the end");
            }
        }

        return null;
    }

    /// <summary>The first rung of at least one epoch.</summary>
    private static int FirstRung(StudyRules rules)
    {
        for (var rung = 0; rung < rules.RungEpochs.Length; rung++)
        {
            if (rules.RungEpochs[rung] >= 1)
            {
                return rung;
            }
        }

        return rules.RungEpochs.Length - 1;
    }
}
