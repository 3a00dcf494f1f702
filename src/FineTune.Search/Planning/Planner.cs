using System.Collections.Immutable;
using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>Decides what a study does next: asynchronous successive halving that pauses and promotes (Li et al. 2018, arXiv 1810.05934).</summary>
/// <remarks>
/// A pure function of rules and ledger. A free slot promotes the best paused trial that is among the best n/eta of its rung, looking
/// from the top rung down, and starts a new trial only where there is none. The baseline always goes on to the last rung. When the budget
/// is spent and nothing runs, the best of each rung still goes on, so that at least the leader is trained to its end.
/// </remarks>
public static class Planner
{
    /// <summary>The next decision for a free slot.</summary>
    /// <param name="rules">Valid rules (see <see cref="StudyRules.Validate"/>).</param>
    /// <param name="state">The fold of the study's ledger.</param>
    public static PlanDecision Next(StudyRules rules, StudyState state)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        if (state.Finished is { } finished)
        {
            return new Finish(finished.Reason);
        }

        if (state.RunningCount >= rules.ParallelTrials && state.StopRequested is null)
        {
            return new Wait($"{state.RunningCount} of {rules.ParallelTrials} slots are busy");
        }

        var table = new RungTable(rules, state);
        if (state.StopRequested is { } stop)
        {
            return End(rules, state, table, $"stopped on request: {stop.Reason}");
        }

        var decision = Decide(rules, state, table);
        return decision is Finish ? decision : decision with { Verdicts = Verdicts.Standing(rules, state, table) };
    }

    private static PlanDecision Decide(StudyRules rules, StudyState state, RungTable table)
    {
        var budget = new EpochBudget(rules, state);
        if (Promotions.Next(rules, state, table, atEnd: false) is { } promotion && budget.Allows(promotion))
        {
            return promotion;
        }

        var (start, spent) = NewTrial(rules, state, budget);
        if (start is not null)
        {
            return start;
        }

        if (state.RunningCount > 0)
        {
            return new Wait($"{spent}, and no paused trial is good enough; {state.RunningCount} still running");
        }

        return Promotions.Next(rules, state, table, atEnd: true) is { } last && budget.Allows(last)
            ? last
            : End(rules, state, table, spent);
    }

    private static (StartTrial? Start, string Spent) NewTrial(StudyRules rules, StudyState state, EpochBudget budget)
    {
        var number = state.Trials.Count;
        if (number >= rules.MaxTrials)
        {
            return (null, $"all {rules.MaxTrials} trials are started");
        }

        if (number > 0 && !budget.AllowsNewTrial)
        {
            return (null, $"{budget.Committed:0.##} of {rules.MaxTotalEpochs:0.##} epochs are planned");
        }

        if (Proposals.Next(rules, state, number) is not var (parameters, origin))
        {
            return (null, $"all {number} settings of the search space are tried");
        }

        var (toEpoch, isLast) = Rungs.Target(rules, parameters, 0);
        var reason = origin switch
        {
            "baseline" => "the recommended defaults come first: the baseline that the others must beat",
            "enqueued" => "an enqueued setting",
            _ => $"no paused trial is good enough to go on; a new setting, {origin}",
        };
        return (new StartTrial(number, parameters, origin, 0, toEpoch, reason) { IsLast = isLast }, string.Empty);
    }

    private static Finish End(StudyRules rules, StudyState state, RungTable table, string why)
    {
        var best = state.Best(rules.Direction);
        var baseline = state.Trials.FirstOrDefault(trial => trial.Origin == "baseline");
        var result = best is null ? "no trial could be completed"
            : $"the best is trial {best.Number} with {Wording.Number(best.BestObjective)}"
              + (baseline?.BestObjective is { } value && baseline.Number != best.Number ? $", the baseline has {Wording.Number(value)}" : string.Empty);
        return new Finish($"{why}; {result}") { Verdicts = Verdicts.Final(rules, state, table) };
    }
}
