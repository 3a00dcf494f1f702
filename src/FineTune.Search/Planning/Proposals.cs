using FineTune.Search.Ledger;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Planning;

/// <summary>Proposes the setting of the next trial: the baseline, what is enqueued, then the sampler's; never one that was tried.</summary>
internal static class Proposals
{
    /// <summary>So many times the sampler may repeat itself before what is left of the space is listed.</summary>
    private const int Attempts = 32;

    /// <summary>The next setting and its origin, or null where every setting of the space has been tried.</summary>
    public static (ParameterSet Parameters, string Origin)? Next(StudyRules rules, StudyState state, int trial)
    {
        var tried = new HashSet<ParameterSet>(state.Trials.Select(known => known.Parameters));
        for (var i = 0; i < rules.Enqueued.Length; i++)
        {
            if (!tried.Contains(rules.Enqueued[i]))
            {
                return (rules.Enqueued[i], i == 0 ? "baseline" : "enqueued");
            }
        }

        if (rules.Space.Cardinality is { } settings && tried.Count >= settings && SpaceEnumeration.List(rules.Space).All(tried.Contains))
        {
            return null;
        }

        var (sampler, origin) = SamplerCatalog.Find(rules.Sampler);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var proposal = sampler.Sample(rules.Space, state, rules.Direction, new SampleSeed(rules.Seed, trial, attempt));
            if (!tried.Contains(proposal))
            {
                return (proposal, origin);
            }
        }

        return AnyLeft(rules, tried, trial);
    }

    /// <summary>A random one of the settings that are left of a discrete space.</summary>
    private static (ParameterSet Parameters, string Origin)? AnyLeft(StudyRules rules, HashSet<ParameterSet> tried, int trial)
    {
        if (rules.Space.Cardinality is null)
        {
            return null;
        }

        var left = SpaceEnumeration.List(rules.Space).Where(setting => !tried.Contains(setting)).ToList();
        var random = new CounterRandom(new SampleSeed(rules.Seed, trial), "left");
        return left.Count == 0 ? null : (left[random.NextIndex(left.Count)], "left over");
    }
}
