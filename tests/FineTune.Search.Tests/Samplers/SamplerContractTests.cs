using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Samplers;

/// <summary>What every sampler of the catalog must keep.</summary>
public sealed class SamplerContractTests
{
    public static TheoryData<string> Names => [.. SamplerCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Proposals_lie_in_the_space(string name)
    {
        var (state, rules) = (Histories.Of(StudyRulesBuilder.Space, 40, 11), StudyRulesBuilder.Rules());
        for (var trial = 40; trial < 140; trial++)
        {
            var proposal = Sample(name, state, rules, trial);
            Assert.True(rules.Space.Contains(proposal), proposal.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Log_ranges_are_searched_in_the_logarithm(string name)
    {
        var rules = StudyRulesBuilder.Rules();
        var below = Enumerable.Range(0, 200).Count(trial => Sample(name, StudyState.Empty, rules, trial)["learningRate"].AsDouble() < 3.162e-4);
        Assert.InRange(below, 75, 125);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_ledger_gives_the_same_proposal(string name)
    {
        var rules = StudyRulesBuilder.Rules();
        var events = Histories.Events(StudyRulesBuilder.Space, 30, 3);
        var once = Sample(name, StudyState.Fold(events), rules, 30);
        Assert.Equal(once, Sample(name, StudyState.Fold(events.Concat(events)), rules, 30));
        Assert.NotEqual(once, Sample(name, StudyState.Fold(events), rules, 31));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_in_which_results_came_does_not_matter(string name)
    {
        var rules = StudyRulesBuilder.Rules();
        var events = Histories.Events(StudyRulesBuilder.Space, 30, 3);
        var once = Sample(name, StudyState.Fold(events), rules, 30);
        var plans = events.Where(entry => entry is PlanMade);
        Assert.Equal(once, Sample(name, StudyState.Fold(plans.Concat(events.Where(entry => entry is not PlanMade).Reverse())), rules, 30));
        Assert.Equal(once, Sample(name, StudyState.Fold(events.Where(entry => entry is not PlanMade).Concat(plans)), rules, 30));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Histories_of_failures_and_of_worthless_values_are_survived(string name)
    {
        var rules = StudyRulesBuilder.Rules();
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.5 })
        {
            var state = Histories.Of(StudyRulesBuilder.Space, 25, 3, _ => value);
            Assert.True(rules.Space.Contains(Sample(name, state, rules, 25)));
        }

        var failed = StudyState.Fold(Histories.Events(StudyRulesBuilder.Space, 25, 3, outcome: SegmentOutcome.Failed));
        Assert.True(rules.Space.Contains(Sample(name, failed, rules, 25)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_beats_random_on_two_functions(string name)
    {
        if (name is "random" or "sobol" or "grid")
        {
            Assert.Skip("Neither random nor quasi-random nor grid search learns from results.");
        }

        foreach (var (space, function) in new[] { TestFunctions.Sphere, TestFunctions.Mixed })
        {
            var better = Enumerable.Range(0, 9).Average(seed => TestFunctions.Best(name, space, function, 60, (ulong)seed));
            var random = Enumerable.Range(0, 9).Average(seed => TestFunctions.Best("random", space, function, 60, (ulong)seed));
            Assert.True(better < 0.6 * random, $"{name} {better:G4}, random {random:G4}");
        }
    }

    private static ParameterSet Sample(string name, StudyState state, StudyRules rules, int trial) =>
        SamplerCatalog.Find(name).Sampler.Sample(rules.Space, state, rules.Direction, new SampleSeed(rules.Seed, trial));
}
