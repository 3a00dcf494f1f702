using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Objectives;
using FineTune.Search.Planning;

namespace FineTune.Search.Tests.Planning;

/// <summary>With several objectives halving promotes whoever nobody beats in all of them.</summary>
public sealed class SeveralObjectivesTests
{
    [Fact]
    public void The_order_is_by_front_then_by_loneliness_then_by_the_first_objective()
    {
        double[][] losses = [[3, 3], [1, 4], [double.PositiveInfinity, 0], [2, 2], [4, 1], [2.1, 1.9]];
        var (order, ranks) = ParetoOrder.Of(losses);
        Assert.Equal([1, 0, 2, 0, 0, 0], ranks);
        Assert.Equal([1, 4], order.Take(2).Order());
        Assert.Equal([0, 2], order.TakeLast(2));
    }

    [Theory]
    [InlineData("asha")]
    [InlineData("sha")]
    [InlineData("hyperband")]
    [InlineData("bohb")]
    [InlineData("first-epoch")]
    public void A_study_with_two_objectives_keeps_a_wider_front_than_by_the_first_alone(string pruner)
    {
        var (both, one) = (0.0, 0.0);
        for (ulong seed = 0; seed < 8; seed++)
        {
            both += Volume(Play(pruner, seed, [new FurtherObjective("seconds", Direction.Minimize)]));
            one += Volume(Play(pruner, seed, []));
        }

        Assert.True(both > one, $"{pruner}: {both:G4} with both objectives, {one:G4} by the first alone");
    }

    [Fact]
    public void The_reason_of_a_promotion_names_front_and_objectives()
    {
        var state = Play("asha", 1, [new FurtherObjective("seconds", Direction.Minimize)]);
        Assert.Contains(state.Trials, trial => trial.Reason.Contains("by 2 objectives, on front", StringComparison.Ordinal));
        Assert.All(state.Trials, trial => Assert.True(trial.IsOver));
    }

    /// <summary>What the completed trials dominate, by accuracy and seconds.</summary>
    private static double Volume(StudyState state)
    {
        var seen = state.With([new FurtherObjective("seconds", Direction.Minimize)]);
        return Hypervolume.Of([.. ParetoFront.Of(seen, Direction.Maximize).Select(trial => ParetoFront.Losses(seen, trial, Direction.Maximize))], [0, 2]);
    }

    /// <summary>Plays one trial after the other: a model with more layers is more accurate and slower.</summary>
    private static StudyState Play(string pruner, ulong seed, ImmutableArray<FurtherObjective> further)
    {
        var rules = StudyRulesBuilder.Rules(30) with { Pruner = pruner, Seed = seed, FurtherObjectives = further };
        var state = StudyState.Empty;
        while (state.Finished is null)
        {
            var decision = Planner.Next(rules, state);
            state = state.Apply(new PlanMade(state.NextSequence, decision));
            if (state.Trials.FirstOrDefault(trial => trial.Status == TrialStatus.Running) is { } trial)
            {
                var layers = 6 - trial.Parameters["frozenLayers"].AsInteger();
                var value = StudyRulesBuilder.Accuracy(trial.Parameters, trial.TargetEpoch) * (0.4 + (0.1 * layers));
                state = state
                    .Apply(new EpochReported(trial.Number, trial.Rung, 0, trial.TargetEpoch, 1, value, ImmutableSortedDictionary<string, double>.Empty.Add("seconds", 0.2 + (layers * 0.3))))
                    .Apply(new SegmentFinished(trial.Number, trial.Rung, 0, SegmentOutcome.Reached, trial.TargetEpoch, value, trial.TargetEpoch, "c", 1, false, "reached"));
            }
        }

        return state;
    }
}
