using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Samplers;

public sealed class PriorTests
{
    private static readonly SearchSpace Space = SearchSpace.Create(
    [
        new FloatParameter("learningRate", 1e-6, 1e-2, Log: true) { Prior = new ParameterPrior(ParameterValue.Of(1e-4), 0.1, 10) },
        new IntegerParameter("layers", 0, 12) { Prior = new ParameterPrior(ParameterValue.Of(2), 0.15, 10) },
        new CategoricalParameter("schedule", [ParameterValue.Of("linear"), ParameterValue.Of("cosine"), ParameterValue.Of("constant")]) { Prior = new ParameterPrior(ParameterValue.Of("cosine"), 0.3, 10) },
        new FloatParameter("dropout", 0, 0.5),
    ]);

    [Theory]
    [InlineData("auto")]
    [InlineData("gp")]
    [InlineData("sobol")]
    public void The_first_trials_lie_where_good_values_are_believed(string sampler)
    {
        var first = Enumerable.Range(0, 20).Select(seed => Sample(sampler, Space, StudyState.Empty, (ulong)seed, 0)).ToList();
        Assert.InRange(first.Count(set => set["learningRate"].AsDouble() is > 3e-5 and < 3e-4), 11, 20);
        Assert.InRange(first.Count(set => set["layers"].AsInteger() <= 5), 13, 20);
        Assert.InRange(first.Count(set => set["schedule"].AsText() == "cosine"), 11, 20);
        Assert.InRange(first.Count(set => set["dropout"].AsDouble() < 0.25), 5, 15);
        var late = Enumerable.Range(0, 200).Select(seed => Sample("sobol", Space, StudyState.Empty, (ulong)seed, 2000)).ToList();
        Assert.InRange(late.Count(set => set["learningRate"].AsDouble() > 1e-4), 70, 130);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("gp")]
    [InlineData("tpe")]
    public void Evidence_overrules_a_mistaken_belief(string sampler)
    {
        // The belief says 1e-4; the truth is near 3e-6.
        var state = Histories.Of(Space, 60, 5, set => -Math.Pow(Math.Log10(set["learningRate"].AsDouble()) + 5.5, 2));
        var proposals = Enumerable.Range(60, 24).Select(trial => Math.Log10(Sample(sampler, Space, state, 1, trial)["learningRate"].AsDouble())).Order().ToArray();
        Assert.InRange(proposals[12], -6, -5);
    }

    [Fact]
    public void A_belief_moves_proposals_while_there_is_little_evidence()
    {
        var without = SearchSpace.Create(Space.Parameters.Select(parameter => parameter with { Prior = null }));
        var state = Histories.Of(Space, 12, 5, _ => 0.5);
        Assert.True(Distance(Space) < 0.7 * Distance(without));

        double Distance(SearchSpace space) => Enumerable.Range(12, 20).Average(trial =>
            Math.Abs(Math.Log10(Sample("gp", space, state, 1, trial)["learningRate"].AsDouble()) + 4));
    }

    [Fact]
    public void A_prior_is_read_kept_and_checked()
    {
        using var entries = System.Text.Json.JsonDocument.Parse("""{"learningRate": {"prior": {"center": 3e-5, "spread": 0.1}}, "dropout": {"low": 0, "high": 0.3, "prior": {"center": "much"}}}""");
        var (_, problems) = SearchSpaceJson.Merge(entries.RootElement, Space);
        Assert.Equal(["/searchSpace/dropout/prior/center"], problems.Select(problem => problem.Pointer));

        var wrong = SearchSpace.Create([new FloatParameter("dropout", 0, 0.5) { Prior = new ParameterPrior(ParameterValue.Of("x"), 0, -1) }]);
        Assert.Equal(["/searchSpace/dropout/prior/spread", "/searchSpace/dropout/prior/trials", "/searchSpace/dropout/prior/center"], wrong.Validate().Select(problem => problem.Pointer));

        var rules = StudyRulesBuilder.Rules() with { Space = Space, Enqueued = [] };
        Assert.Equal(Space, StudyRulesJson.Read(StudyRulesJson.Write(rules)).Space);
    }

    private static ParameterSet Sample(string sampler, SearchSpace space, StudyState state, ulong seed, int trial) =>
        SamplerCatalog.Find(sampler).Sampler.Sample(space, state, Direction.Maximize, new SampleSeed(seed, trial));
}
