using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Objectives;
using FineTune.Search.Planning.Policies;

namespace FineTune.Search.Planning;

/// <summary>Decides what a study does next, by default by asynchronous successive halving that pauses and promotes.</summary>
/// <remarks>
/// A pure function of rules and ledger. A free slot goes to the paused trial that the pruner's policy promotes, and to a new trial only
/// where there is none. The baseline always goes on to the last rung. When the budget is spent and nothing runs, the policy is asked once
/// more who must still go on, so that at least the leader is trained to its end.
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

        var view = new PlanningView(rules, state.With(rules.FurtherObjectives));
        var policy = PlanningPolicies.Find(rules);
        if (state.StopRequested is { } stop)
        {
            return End(view, policy, $"stopped on request: {stop.Reason}");
        }

        var decision = Decide(view, policy);
        return decision is Finish ? decision : decision with { Verdicts = policy.Judge(view) };
    }

    private static PlanDecision Decide(PlanningView view, PlanningPolicy policy)
    {
        var (rules, state) = (view.Rules, view.State);
        var budget = new EpochBudget(rules, state);
        if ((PlanningPolicy.PromoteBaseline(view) ?? policy.Promote(view, atEnd: false)) is { } promotion && budget.Allows(promotion))
        {
            return promotion;
        }

        var (start, spent) = NewTrial(view, policy, budget);
        if (start is not null)
        {
            return start;
        }

        if (state.RunningCount > 0)
        {
            return new Wait($"{spent}, and no paused trial is good enough; {state.RunningCount} still running");
        }

        return policy.Promote(view, atEnd: true) is { } last && budget.Allows(last) ? last
            : !budget.AllowsNewTrial && policy.SpendRest(view, budget) is { } rest ? rest
            : End(view, policy, spent);
    }

    private static (StartTrial? Start, string Spent) NewTrial(PlanningView view, PlanningPolicy policy, EpochBudget budget)
    {
        var (rules, state) = (view.Rules, view.State);
        var number = state.Trials.Count;
        var most = policy.MostTrials(rules);
        if (number >= most)
        {
            return (null, $"all {most} trials are started");
        }

        if (number > 0 && !budget.AllowsNewTrial)
        {
            return (null, $"{budget.Committed:0.##} of {rules.MaxTotalEpochs:0.##} epochs are planned");
        }

        if (ExpectedProgress.TooLittle(rules, state) is { } why)
        {
            return (null, why);
        }

        if (Proposals.Next(view, policy, number) is not var (parameters, origin))
        {
            return (null, $"all {number} settings of the search space are tried");
        }

        var (toEpoch, isLast) = Rungs.Target(rules, parameters, 0);
        var reason = origin switch
        {
            "baseline" => "the recommended defaults come first: the baseline that the others must beat",
            "enqueued" => "an enqueued setting",
            "similarity" => "the setting that the task's similarity to what the model knows proposes",
            _ when origin.StartsWith("transferred", StringComparison.Ordinal) => $"a setting that was good in an earlier study, {origin}",
            _ when origin.StartsWith("portfolio", StringComparison.Ordinal) => $"a setting that was good across tasks, {origin}",
            _ => $"no paused trial is good enough to go on; a new setting, {origin}",
        };
        return (new StartTrial(number, parameters, origin, 0, toEpoch, reason) { IsLast = isLast }, string.Empty);
    }

    private static Finish End(PlanningView view, PlanningPolicy policy, string why)
    {
        var (rules, state) = (view.Rules, view.State);
        var best = state.Best(rules.Direction);
        var baseline = state.Trials.FirstOrDefault(trial => trial.Origin == "baseline");
        var result = best is null ? "no trial could be completed"
            : $"the best is trial {best.Number} with {Wording.Number(best.BestObjective)}"
              + (baseline?.BestObjective is { } value && baseline.Number != best.Number ? $", the baseline has {Wording.Number(value)}" : string.Empty);
        if (rules.FurtherObjectives.Length > 0)
        {
            var front = ParetoFront.Of(state, rules.Direction);
            result += $"; {front.Count} trials are on the Pareto front of {1 + rules.FurtherObjectives.Length} objectives: {string.Join(", ", front.Select(trial => trial.Number))}";
        }

        return new Finish($"{why}; {result}") { Verdicts = policy.Conclude(view) };
    }
}
