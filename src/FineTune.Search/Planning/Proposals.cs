using FineTune.Search.Ledger;
using FineTune.Search.Planning.Policies;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Planning;

/// <summary>Proposes the setting of the next trial: the baseline, what is enqueued, then the sampler's; never one that was tried.</summary>
internal static class Proposals
{
    /// <summary>So many times the sampler may repeat itself before what is left of the space is listed.</summary>
    private const int Attempts = 32;

    /// <summary>So many random settings are tried until one keeps the constraints.</summary>
    private const int RandomAttempts = 5_000;

    /// <summary>The next setting and its origin, or null where every setting of the space has been tried.</summary>
    public static (ParameterSet Parameters, string Origin)? Next(PlanningView view, PlanningPolicy policy, int trial)
    {
        var (rules, state) = (view.Rules, view.State);
        for (var i = 0; i < rules.Enqueued.Length; i++)
        {
            if (!state.WasTried(rules.Enqueued[i]))
            {
                return (rules.Enqueued[i], OriginOf(rules, i));
            }
        }

        if (rules.Space.Cardinality is { } settings && state.SettingCount >= settings && SpaceEnumeration.List(rules.Space).All(state.WasTried))
        {
            return null;
        }

        var (sampler, origin) = policy.Sampler(rules, trial);
        var history = policy.History(view, trial);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var proposal = sampler.Sample(rules.Space, history, rules.Direction, new SampleSeed(rules.Seed, trial, attempt));
            if (!state.WasTried(proposal) && rules.Space.Keeps(proposal))
            {
                return (proposal, origin);
            }
        }

        return Allowed(rules, state, trial) ?? AnyLeft(rules, state, trial);
    }

    /// <summary>A random setting that keeps the constraints, where the sampler's own do not.</summary>
    private static (ParameterSet Parameters, string Origin)? Allowed(StudyRules rules, StudyState state, int trial)
    {
        var random = new RandomSampler();
        for (var attempt = Attempts; rules.Space.Constraints.Length > 0 && attempt < RandomAttempts; attempt++)
        {
            var proposal = random.Sample(rules.Space, state, rules.Direction, new SampleSeed(rules.Seed, trial, attempt));
            if (!state.WasTried(proposal) && rules.Space.Keeps(proposal))
            {
                return (proposal, "random");
            }
        }

        return null;
    }

    private static string OriginOf(StudyRules rules, int place) =>
        place == 0 ? "baseline" : !rules.EnqueuedOrigins.IsDefault && place < rules.EnqueuedOrigins.Length ? rules.EnqueuedOrigins[place] : "enqueued";

    /// <summary>A random one of the settings that are left of a discrete space.</summary>
    private static (ParameterSet Parameters, string Origin)? AnyLeft(StudyRules rules, StudyState state, int trial)
    {
        if (rules.Space.Cardinality is null)
        {
            return null;
        }

        var left = SpaceEnumeration.List(rules.Space).Where(setting => !state.WasTried(setting)).ToList();
        var random = new CounterRandom(new SampleSeed(rules.Seed, trial), "left");
        return left.Count == 0 ? null : (left[random.NextIndex(left.Count)], "left over");
    }
}
