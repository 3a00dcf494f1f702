using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Samplers.Gaussian;

/// <summary>Proposals beside trials that still run.</summary>
public sealed class RunningTrialsTests
{
    private static readonly SearchSpace Line = SearchSpace.Create([new FloatParameter("x", 0, 1)]);

    [Theory]
    [InlineData(0, 1e-4)]
    [InlineData(64, 0.02)]
    public void Where_a_trial_runs_at_the_place_of_most_promise_the_proposal_keeps_away_from_it(int samples, double least)
    {
        // Bad at both ends: without the running trial the middle is proposed.
        var state = Histories.Of(Line, 5, 5, set => -Math.Pow(set["x"].AsDouble() - 0.5, 2));
        var sampler = new GaussianSampler(new GaussianRules { StartupTrials = 4, RunningSamples = samples });
        var alone = sampler.Sample(Line, state, Direction.Maximize, new SampleSeed(1, 5));
        var beside = sampler.Sample(Line, state.Apply(new PlanMade(5, new StartTrial(5, alone, "gp", 0, 1, string.Empty) { IsLast = true })), Direction.Maximize, new SampleSeed(1, 6));
        Assert.InRange(alone["x"].AsDouble(), 0.25, 0.75);
        Assert.True(Math.Abs(beside["x"].AsDouble() - alone["x"].AsDouble()) > least, $"{beside} beside {alone}");
        Assert.Equal(beside, sampler.Sample(Line, state.Apply(new PlanMade(5, new StartTrial(5, alone, "gp", 0, 1, string.Empty) { IsLast = true })), Direction.Maximize, new SampleSeed(1, 6)));
    }

    [Fact]
    public void The_slopes_beside_running_trials_are_those_of_the_worth()
    {
        double[][] columns = [[0.1, 0.35, 0.6, 0.9], [0.2, 0.8, 0.4, 0.7]];
        var process = new GaussianProcess(columns, [false, false], [-1, 0.5, 0.8, -0.3], new KernelParameters([4, 6], 1, 1e-4));
        double[][] running = [[0.5, 0.5], [0.7, 0.3]];
        var batch = new BatchImprovement(process, running, BatchImprovement.Normals(new SampleSeed(2, 0), 256, running.Length), 0.8);
        var gradient = new double[2];
        double[] point = [0.45, 0.62];
        Assert.Equal(batch.Log(point), batch.Log(point, gradient));
        for (var d = 0; d < 2; d++)
        {
            var (up, down) = (point.ToArray(), point.ToArray());
            up[d] += 1e-4;
            down[d] -= 1e-4;
            Assert.Equal((batch.Log(up) - batch.Log(down)) / 2e-4, gradient[d], 1e-2);
        }
    }
}
