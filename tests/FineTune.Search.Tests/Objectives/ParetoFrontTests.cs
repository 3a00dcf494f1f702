using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Objectives;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Objectives;

/// <summary>Studies with two objectives: a wide accuracy against time.</summary>
public sealed class ParetoFrontTests
{
    private static readonly StudyRules Rules = new()
    {
        Space = SearchSpace.Create([new FloatParameter("x", 0, 1), new FloatParameter("y", 0, 1), new FloatParameter("z", 0, 1)]),
        RungEpochs = [1],
        MaxTrials = 60,
        FurtherObjectives = [new FurtherObjective("seconds", Direction.Minimize)],
    };

    [Theory]
    [InlineData("gp")]
    [InlineData("nsga2")]
    [InlineData("tpe")]
    public void Samplers_push_the_front(string sampler)
    {
        double Volume(string name) => Enumerable.Range(0, 5).Average(seed =>
        {
            var state = Play(Rules with { Sampler = name, Seed = (ulong)seed });
            return Hypervolume.Of([.. ParetoFront.Of(state, Direction.Maximize).Select(trial => ParetoFront.Losses(state, trial, Direction.Maximize))], [1, 3]);
        });

        var (better, random) = (Volume(sampler), Volume("random"));
        Assert.True(better > random * 1.02, $"{sampler} {better:G4}, random {random:G4}");
    }

    [Fact]
    public void The_front_is_what_nothing_dominates_and_the_end_names_it()
    {
        var state = Play(Rules with { Sampler = "random" });
        var front = ParetoFront.Of(state, Direction.Maximize);
        Assert.InRange(front.Count, 2, 59);
        foreach (var trial in front)
        {
            Assert.DoesNotContain(state.Trials, other => Domination.Dominates(ParetoFront.Losses(state, other, Direction.Maximize), ParetoFront.Losses(state, trial, Direction.Maximize)));
        }

        Assert.Contains($"{front.Count} trials are on the Pareto front of 2 objectives", state.Finished!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_without_the_metric_or_with_nan_is_not_on_the_front()
    {
        var state = StudyState.Empty.With([new FurtherObjective("seconds", Direction.Minimize)]);
        foreach (var (number, seconds) in new[] { (0, 1.0), (1, double.NaN) })
        {
            state = Trained(state.Apply(new PlanMade(number, new StartTrial(number, ParameterSet.Of(("x", ParameterValue.Of(number))), "random", 0, 1, "test") { IsLast = true })), 0.5, seconds);
        }

        Assert.Equal(0, Assert.Single(ParetoFront.Of(state, Direction.Maximize)).Number);
    }

    [Fact]
    public void Rules_of_before_have_one_objective()
    {
        var old = System.Text.Json.Nodes.JsonNode.Parse(StudyRulesJson.Write(StudyRulesBuilder.Rules()))!.AsObject();
        Assert.True(old.Remove("furtherObjectives"));
        Assert.Empty(StudyRulesJson.Read(old.ToJsonString()).FurtherObjectives);
        Assert.Equal(Rules.FurtherObjectives, StudyRulesJson.Read(StudyRulesJson.Write(Rules)).FurtherObjectives);
        Assert.Contains((Rules with { FurtherObjectives = [new("a", Direction.Minimize), new("a", Direction.Minimize)] }).Validate(), problem => problem.Pointer == "/furtherObjectives/1");
    }

    private static StudyState Play(StudyRules rules)
    {
        var state = StudyState.Empty.With(rules.FurtherObjectives);
        while (state.Finished is null)
        {
            var decision = Planner.Next(rules, state);
            state = state.Apply(new PlanMade(state.NextSequence, decision));
            if (decision is StartTrial start)
            {
                var (x, y, z) = (start.Parameters["x"].AsDouble(), start.Parameters["y"].AsDouble(), start.Parameters["z"].AsDouble());
                var distance = Math.Abs(y - 0.3) + Math.Abs(z - 0.7);
                state = Trained(state, x - distance, (x * x) + distance);
            }
        }

        return state;
    }

    private static StudyState Trained(StudyState state, double value, double seconds)
    {
        var trial = state.Trials[^1];
        return state
            .Apply(new EpochReported(trial.Number, 0, 0, 1, 1, value, ImmutableSortedDictionary<string, double>.Empty.Add("seconds", seconds)))
            .Apply(new SegmentFinished(trial.Number, 0, 0, SegmentOutcome.Reached, 1, value, 1, "c", 1, false, "reached"));
    }
}
