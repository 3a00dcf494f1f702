using FineTune.Search.Planning.Policies;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Planning;

/// <summary>Finds everything that is wrong with a study's rules.</summary>
internal static class StudyRulesChecks
{
    public static IReadOnlyList<SearchProblem> Run(StudyRules rules)
    {
        var problems = new List<SearchProblem>(rules.Space.Validate());
        if (rules.MaxTrials < 1)
        {
            problems.Add(new SearchProblem("/budget/trials", $"A budget of {rules.MaxTrials} trials allows none.", "Allow at least one trial."));
        }

        if (rules.MinImprovement is { } least && !(least > 0 && double.IsFinite(least)))
        {
            problems.Add(new SearchProblem("/budget/minImprovement", $"An improvement of {least} is no limit.", "Give a number above zero in the objective's units, e.g. 0.002."));
        }

        if (rules.ParallelTrials < 1)
        {
            problems.Add(new SearchProblem("/parallelTrials", $"{rules.ParallelTrials} parallel trials allow none.", "Allow at least one."));
        }

        if (rules.ReductionFactor < 2)
        {
            problems.Add(new SearchProblem("/reductionFactor", $"A reduction factor of {rules.ReductionFactor} stops no trial.", "Give 2 or more; 3 is usual."));
        }

        for (var i = 0; i < rules.FurtherObjectives.Length; i++)
        {
            if (rules.FurtherObjectives[i].Metric.Length == 0 || rules.FurtherObjectives.Take(i).Any(other => other.Metric == rules.FurtherObjectives[i].Metric))
            {
                problems.Add(new SearchProblem($"/furtherObjectives/{i}", "The objective has no name, or is there twice.", "Name different metrics."));
            }
        }

        if (rules.Pruning.PredictCurves && (rules.Pruner is not ("auto" or "asha") || rules.FurtherObjectives.Length > 0))
        {
            problems.Add(new SearchProblem("/pruning/predictCurves", "Curves are predicted where asha promotes by one objective.", "Use the pruner asha with one objective, or leave predictCurves out."));
        }

        CheckPopulation(rules, problems);
        CheckRungs(rules, problems);
        problems.AddRange(rules.Pruning.Check());
        CheckName(rules.Sampler, "/sampler", SamplerCatalog.Names, problems);
        CheckName(rules.Pruner, "/pruner", PlanningPolicies.Names, problems);
        for (var i = 0; i < rules.Enqueued.Length; i++)
        {
            if (problems.Count == 0 && rules.Space.Constraints.FirstOrDefault(constraint => !constraint.Holds(rules.Enqueued[i])) is { } broken)
            {
                var what = i == 0 ? "recommended setting, which is always tried first as the baseline," : "enqueued setting";
                problems.Add(new SearchProblem($"/constraints/{rules.Space.Constraints.IndexOf(broken)}", $"The {what} breaks '{broken.Text}': {rules.Enqueued[i]}.", "Loosen the constraint, or fix a hyperparameter that it names."));
            }

            if (problems.Count == 0 && !rules.Space.Contains(rules.Enqueued[i]))
            {
                problems.Add(new SearchProblem($"/enqueued/{i}", $"The setting {rules.Enqueued[i]} is not in the search space.", "Move it into the ranges, or widen them."));
            }
        }

        return problems;
    }

    private static void CheckPopulation(StudyRules rules, List<SearchProblem> problems)
    {
        if (!rules.IsPopulation)
        {
            return;
        }

        if (PopulationTraining.Size(rules) < PopulationTraining.LeastMembers)
        {
            problems.Add(new SearchProblem("/budget", $"A budget for {PopulationTraining.Size(rules)} whole trainings allows no population.", $"Allow at least {PopulationTraining.LeastMembers} trials, and epochs for as many trainings."));
        }

        if (rules.MinImprovement is not null)
        {
            problems.Add(new SearchProblem("/budget/minImprovement", "The size of a population is fixed and cannot depend on what is expected of another trial.", "Leave minImprovement out, or use another pruner."));
        }
    }

    private static void CheckRungs(StudyRules rules, List<SearchProblem> problems)
    {
        if (rules.RungEpochs.IsDefaultOrEmpty)
        {
            problems.Add(new SearchProblem("/rungEpochs", "There is no rung.", "Give at least the number of epochs of a whole training."));
            return;
        }

        var before = 0.0;
        foreach (var epochs in rules.RungEpochs)
        {
            if (!(epochs > before) || !double.IsFinite(epochs))
            {
                problems.Add(new SearchProblem("/rungEpochs", "The rungs do not rise from above zero.", "Give cumulative epochs in ascending order."));
                return;
            }

            before = epochs;
        }

        if (rules.MaxTotalEpochs is { } limit && !(limit >= before))
        {
            problems.Add(new SearchProblem("/budget/epochs", $"A budget of {limit:0.##} epochs is less than one whole training of {before:0.##}.", "Raise the budget or shorten the training."));
        }
    }

    private static void CheckName(string name, string pointer, IReadOnlyList<string> known, List<SearchProblem> problems)
    {
        if (!known.Contains(name))
        {
            problems.Add(new SearchProblem(pointer, $"'{name}' is not known.", $"Use one of: {string.Join(", ", known)}."));
        }
    }
}
