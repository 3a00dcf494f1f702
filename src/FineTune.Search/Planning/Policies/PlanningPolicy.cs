using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Samplers;

namespace FineTune.Search.Planning.Policies;

/// <summary>A pruner as the planner uses it: which trial at a rung goes on, which one is over. Pure, like the planner.</summary>
/// <remarks>
/// Trials run from rung to rung and pause there, so that a pruner that stops trials only has to say "over" at a rung and one that pauses
/// them "not yet". The baseline is not its business: it always goes on.
/// </remarks>
internal abstract class PlanningPolicy
{
    /// <summary>The paused trial that goes on, or null.</summary>
    /// <param name="view">The study.</param>
    /// <param name="atEnd">Whether nothing runs and nothing new can start, so that whoever is still wanted must go on now.</param>
    public abstract ResumeTrial? Promote(PlanningView view, bool atEnd);

    /// <summary>The paused trial that takes epochs which are too few for another trial, or null.</summary>
    public virtual ResumeTrial? SpendRest(PlanningView view, EpochBudget budget) => null;

    /// <summary>What is new about paused trials, each with its reason.</summary>
    public virtual ImmutableArray<TrialVerdict> Judge(PlanningView view) => [];

    /// <summary>At the end: what becomes of trials that still wait.</summary>
    public virtual ImmutableArray<TrialVerdict> Conclude(PlanningView view) => Verdicts.Final(view.Rules, view.State, view.Table);

    /// <summary>The trials that the sampler may learn from when it proposes this one.</summary>
    public virtual StudyState History(PlanningView view, int trial) => view.State;

    /// <summary>The sampler of this trial and the origin that it carries.</summary>
    public virtual (ISampler Sampler, string Origin) Sampler(StudyRules rules, int trial) => SamplerCatalog.Find(rules.Sampler, rules.Earlier);

    /// <summary>How many trials there may be.</summary>
    public virtual int MostTrials(StudyRules rules) => rules.MaxTrials;

    /// <summary>A decision that the trial goes on to its next rung.</summary>
    public static ResumeTrial Resume(StudyRules rules, TrialState trial, string why)
    {
        var rung = trial.Rung + 1;
        var (toEpoch, isLast) = Rungs.Target(rules, trial.Parameters, rung);
        return new ResumeTrial(trial.Number, rung, toEpoch, $"goes on from {trial.TargetEpoch:0.###} to {toEpoch:0.###} epochs: {why}") { IsLast = isLast };
    }

    /// <summary>The baseline's next segment, or null where it does not wait.</summary>
    public static ResumeTrial? PromoteBaseline(PlanningView view)
    {
        foreach (var trial in view.State.Trials)
        {
            if (trial.Status == TrialStatus.Paused && Rungs.IsBaseline(trial))
            {
                return Resume(view.Rules, trial, "the baseline always runs to the last rung");
            }
        }

        return null;
    }
}
