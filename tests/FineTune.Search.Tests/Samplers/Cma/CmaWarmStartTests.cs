using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Samplers.Cma;

/// <summary>CMA-ES that begins with the good settings of earlier studies.</summary>
public sealed class CmaWarmStartTests
{
    private static readonly SearchSpace Space = SearchSpace.Create([new FloatParameter("x", 0, 1), new FloatParameter("y", 0, 1), new IntegerParameter("n", 1, 9)]);

    [Fact]
    public void Good_settings_of_a_similar_study_are_worth_many_trials()
    {
        ParameterSet[] earlier = [Setting(0.88, 0.12, 8), Setting(0.91, 0.09, 8), Setting(0.9, 0.14, 7), Setting(0.86, 0.1, 8)];
        var (warm, cold) = (Enumerable.Range(0, 10).Average(seed => Best(earlier, seed)), Enumerable.Range(0, 10).Average(seed => Best([], seed)));
        Assert.True(warm < cold / 2, $"warm {warm:G3}, cold {cold:G3}");
    }

    [Fact]
    public void Fewer_than_three_change_nothing_and_rules_carry_them()
    {
        ParameterSet[] two = [Setting(0.9, 0.1, 8), Setting(0.8, 0.1, 8)];
        var seed = new SampleSeed(4, 3);
        Assert.Equal(new CmaEsSampler().Sample(Space, StudyState.Empty, Direction.Minimize, seed), new CmaEsSampler(two).Sample(Space, StudyState.Empty, Direction.Minimize, seed));
        var rules = StudyRulesBuilder.Rules() with { Space = Space, Enqueued = [], Sampler = "cmaes", Earlier = [.. two] };
        Assert.Equal(rules.Earlier, StudyRulesJson.Read(StudyRulesJson.Write(rules)).Earlier);
    }

    private static double Best(ParameterSet[] earlier, int seed)
    {
        var rules = new StudyRules { Space = Space, RungEpochs = [1], MaxTrials = 24, Sampler = "cmaes", Seed = (ulong)seed, Direction = Direction.Minimize, Earlier = [.. earlier] };
        var state = StudyState.Empty;
        while (Planner.Next(rules, state) is StartTrial start)
        {
            var (x, y, n) = (start.Parameters["x"].AsDouble() - 0.9, start.Parameters["y"].AsDouble() - 0.1, (start.Parameters["n"].AsInteger() - 8) / 8.0);
            state = state.Apply(new PlanMade(state.NextSequence, start))
                .Apply(new SegmentFinished(start.Trial, 0, 0, SegmentOutcome.Reached, 1, (x * x) + (y * y) + (n * n), 1, "c", 1, false, "reached"));
        }

        return state.Best(Direction.Minimize)!.BestObjective!.Value;
    }

    private static ParameterSet Setting(double x, double y, long n) => ParameterSet.Of(("x", ParameterValue.Of(x)), ("y", ParameterValue.Of(y)), ("n", ParameterValue.Of(n)));
}
