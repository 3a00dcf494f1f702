using FineTune.Functions.Costs;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Finalists;

/// <summary>Who races, and whether the study's budget allows another seed.</summary>
internal static class FinalistField
{
    /// <summary>Of the search's epochs, so many a race may cost that nobody asked for.</summary>
    private const double CheapShare = 0.5;

    /// <summary>The leaders: the best of the completed trials, in order.</summary>
    public static IReadOnlyList<TrialState> Leaders(StudyPlan plan, StudyState state) => plan.Finalists is not { } rules ? [] :
    [
        .. state.Trials
            .Where(trial => trial is { Status: TrialStatus.Completed, Checkpoint: not null, BestObjective: { } value } && double.IsFinite(value))
            .OrderBy(trial => Objective.Loss(trial.BestObjective!.Value, plan.Rules.Direction))
            .ThenBy(trial => trial.EpochsDone)
            .ThenBy(trial => trial.Number)
            .Take(rules.Finalists),
    ];

    /// <summary>Why there is no race, or no further seed, in words; null where there may be one.</summary>
    public static string? WhyNot(StudyPlan plan, StudyState state)
    {
        var leaders = Leaders(plan, state);
        if (plan.Finalists is not { } rules)
        {
            return "the study asks for no race of the finalists";
        }

        if (leaders.Count < 2)
        {
            return "fewer than two trials are complete";
        }

        var look = leaders.Sum(trial => trial.EpochsDone);
        var searched = state.Trials.Sum(trial => trial.EpochsDone);
        var first = look * rules.FirstTest;
        if (plan.RaceOnlyIfCheap && state.FinalistRuns.IsEmpty && first > CheapShare * searched)
        {
            return FormattableString.Invariant($"to compare {leaders.Count} finalists over {rules.FirstTest} further seeds takes {first:0.#} epochs, and the search took {searched:0.#}; \"finalists\": {leaders.Count} in study.json asks for it all the same");
        }

        return state.StopRequested is { } stop ? $"the study was stopped: {stop.Reason}" : Spent(plan, state, look);
    }

    private static string? Spent(StudyPlan plan, StudyState state, double look)
    {
        var epochs = state.Trials.Sum(trial => trial.EpochsDone) + state.FinalistRuns.Values.Sum(run => run.Epochs);
        var seconds = StudyCost.DeviceSeconds(state);
        return plan.Rules.MaxTotalEpochs is { } most && epochs + look > most
            ? FormattableString.Invariant($"the budget of {most:0.##} epochs leaves no room for another seed")
            : StudyBudget.Spent(plan, seconds);
    }
}
