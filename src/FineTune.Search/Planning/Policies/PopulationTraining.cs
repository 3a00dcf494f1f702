using System.Collections.Immutable;
using System.Globalization;
using FineTune.Search.Ledger;
using FineTune.Search.Samplers;

namespace FineTune.Search.Planning.Policies;

/// <summary>
/// Population-based training (Jaderberg et al. 2017, arXiv 1711.09846; Ray's constants): all trials are trained side by side from rung to rung, and at each
/// one the worst quantile takes over checkpoint and hyperparameters of a member of the best quantile, the latter perturbed.
/// </summary>
/// <remarks>
/// Members are compared by what they measured last, at the same rung. Nobody adopts before all have arrived there, and who is sure not to be
/// among the worst goes on at once: so the result does not depend on the order of arrival. The baseline adopts nothing, and whoever holds the
/// best value so far keeps its weights, so that it is not lost. A member that diverged comes back by adopting.
/// </remarks>
internal sealed class PopulationTraining : PlanningPolicy
{
    /// <summary>The least population in which one adopts from another.</summary>
    public const int LeastMembers = 2;

    /// <summary>How many members there are: as many trials as the budget allows whole trainings.</summary>
    public static int Size(StudyRules rules)
    {
        var affordable = rules.MaxTotalEpochs is { } epochs && !rules.RungEpochs.IsDefaultOrEmpty ? Math.Floor((epochs / rules.RungEpochs[^1]) + 1e-9) : double.PositiveInfinity;
        return (int)Math.Min(rules.MaxTrials, Math.Min(rules.Space.Cardinality ?? long.MaxValue, affordable));
    }

    /// <inheritdoc />
    public override int MostTrials(StudyRules rules) => Size(rules);

    /// <inheritdoc />
    public override ResumeTrial? Promote(PlanningView view, bool atEnd)
    {
        if (view.State.Trials.Count < Size(view.Rules) && !atEnd)
        {
            return null;
        }

        var generations = new Generation?[view.Rules.RungEpochs.Length];
        foreach (var trial in view.State.Trials.Where(Waits).OrderBy(trial => trial.Rung))
        {
            var generation = generations[trial.Rung] ??= new Generation(view.Rules, view.State, trial.Rung);
            if (GoOn(view, generation, trial) is { } decision)
            {
                return decision;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public override ImmutableArray<TrialVerdict> Judge(PlanningView view) =>
    [
        .. view.State.Trials
            .Where(trial => trial.Status == TrialStatus.Paused && trial.JudgedRung < trial.Rung && !Rungs.IsBaseline(trial))
            .Select(trial => new TrialVerdict(trial.Number, trial.Rung, TrialStatus.Paused,
                Text($"paused at {trial.TargetEpoch:0.###} of {Rungs.End(view.Rules, trial.Parameters):0.###} epochs, until the population of {Size(view.Rules)} is there"))),
    ];

    /// <summary>At a rung, or diverged on the way to one, with a rung to go.</summary>
    private static bool Waits(TrialState trial) => !Rungs.IsBaseline(trial) && (trial.Status == TrialStatus.Paused
        || (trial is { Status: TrialStatus.Failed, IsLast: false } && trial.Segments.TryGetValue(trial.Rung, out var last) && last.Outcome == SegmentOutcome.Diverged));

    private static ResumeTrial? GoOn(PlanningView view, Generation generation, TrialState trial)
    {
        if (generation.IsSafe(trial.Number))
        {
            return Resume(view.Rules, trial, Text($"{generation.Place(trial.Number)}; the last {generation.Quantile} adopt"));
        }

        if (!generation.IsComplete)
        {
            return null;
        }

        if (generation.HoldsBest(trial) && trial.Status == TrialStatus.Paused)
        {
            return Resume(view.Rules, trial, Text($"{generation.Place(trial.Number)}, but it holds the best value so far, {Wording.Number(trial.BestObjective)}, which is not given up"));
        }

        return generation.DonorsFor(trial.Number) is { Count: > 0 } donors ? Adopt(view, generation, donors, trial)
            : trial.Status == TrialStatus.Paused ? Resume(view.Rules, trial, "there is nobody to adopt from")
            : null;
    }

    private static ResumeTrial Adopt(PlanningView view, Generation generation, IReadOnlyList<TrialState> donors, TrialState trial)
    {
        var random = new CounterRandom(new SampleSeed(view.Rules.Seed, trial.Number), Text($"pbt/{trial.Rung}/donor"));
        var donor = donors[random.NextIndex(donors.Count)];
        var (parameters, changes) = Exploration.Explore(view.Rules, donor.ParametersAt(trial.Rung), trial.Number, trial.Rung);
        var checkpoint = donor.Segments[trial.Rung];
        var step = donor.Curve.LastOrDefault(report => report.Rung == trial.Rung)?.Step ?? 0;
        var rung = trial.Rung + 1;
        var (toEpoch, isLast) = Rungs.Target(view.Rules, parameters, rung);
        var reason = Text($"trial {trial.Number} continues from the checkpoint of trial {donor.Number} at {checkpoint.Epoch:0.###} epochs{(step > 0 ? Text($" (step {step})") : string.Empty)} up to {toEpoch:0.###} with {changes}, because ")
            + Text($"{generation.Place(trial.Number)} and the last {generation.Quantile} adopt from the first {generation.Quantile}; trial {donor.Number}: {generation.Place(donor.Number)}");
        return new ResumeTrial(trial.Number, rung, toEpoch, reason)
        {
            IsLast = isLast,
            Adoption = new Adoption(donor.Number, trial.Rung, checkpoint.Epoch, step, parameters),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
