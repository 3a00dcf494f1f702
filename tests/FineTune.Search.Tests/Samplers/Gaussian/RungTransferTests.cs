using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Samplers.Gaussian;

public sealed class RungTransferTests
{
    private static readonly GaussianRules Unbent = new() { Warp = TargetWarp.None };

    [Fact]
    public void A_short_training_counts_as_what_trials_gain_from_there()
    {
        // Ten trials gain 0.2 from the first rung to the second, all but a little alike; five more stay at the first.
        var history = Study(Enumerable.Range(0, 15).Select(i => i < 10 ? new[] { 0.1 * i, (0.1 * i) + 0.2 + (i % 2 == 0 ? 0.001 : -0.001) } : [0.05 * i]));
        var results = RungTransfer.Of(history, Direction.Maximize, Unbent);
        Assert.Equal(15, results.Count);
        Assert.All(results.Take(10), result => Assert.True(result is { IsAtTop: true, Variance: 0 }));
        Assert.All(results.Skip(10), result => Assert.True(result is { IsAtTop: false, Variance: > 0 }));
        for (var i = 10; i < 15; i++)
        {
            Assert.InRange(results[i].Value - (0.05 * i), 0.15, 0.2);
        }
    }

    [Fact]
    public void The_less_gains_agree_the_less_a_short_training_is_trusted()
    {
        double Doubt(double scatter) => RungTransfer.Of(
            Study(Enumerable.Range(0, 15).Select(i => i < 12 ? new[] { 0.1 * i, (0.1 * i) + (i % 2 == 0 ? scatter : -scatter) } : [0.1])),
            Direction.Maximize, Unbent)[14].Variance;
        Assert.True(Doubt(0.5) > 4 * Doubt(0.05));
    }

    [Fact]
    public void Failed_trials_and_values_that_are_not_finite_count_as_the_worst()
    {
        var history = Study([[0.5], [0.7], [double.NaN], [double.PositiveInfinity], [0.9]]);
        Assert.Equal([0.5, 0.7, 0.5, 0.5, 0.9], RungTransfer.Of(history, Direction.Maximize, Unbent).Select(result => result.Value));
        Assert.Equal([0.0, 0.0], RungTransfer.Of(Study([[double.NaN], [double.NaN]]), Direction.Minimize, new GaussianRules()).Select(result => result.Value));
    }

    private static StudyState Study(IEnumerable<double[]> curves)
    {
        var (state, number) = (StudyState.Empty, 0);
        foreach (var curve in curves)
        {
            state = state.Apply(new PlanMade(state.NextSequence, new StartTrial(number, ParameterSet.Of(("x", ParameterValue.Of(number))), "test", 0, 1, "test")));
            for (var rung = 0; rung < curve.Length; rung++)
            {
                if (rung > 0)
                {
                    state = state.Apply(new PlanMade(state.NextSequence, new ResumeTrial(number, rung, rung + 1, "test")));
                }

                state = state.Apply(new SegmentFinished(number, rung, 0, SegmentOutcome.Reached, rung + 1, curve[rung], 1, "c", 1, false, "test"));
            }

            number++;
        }

        return state;
    }
}
