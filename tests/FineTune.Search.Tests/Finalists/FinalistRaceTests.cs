using FineTune.Search.Finalists;
using FineTune.Search.Samplers;

namespace FineTune.Search.Tests.Finalists;

public sealed class FinalistRaceTests
{
    [Theory]
    [InlineData(2, 0.01)]
    [InlineData(3, 0.01)]
    [InlineData(5, 0.01)]
    [InlineData(3, 0.001)]
    [InlineData(2, 0.0001)]
    public void Of_equal_settings_at_most_one_in_twenty_is_called_a_winner(int finalists, double noise)
    {
        const int Studies = 400;
        var winners = Enumerable.Range(0, Studies).Count(study =>
            new FinalistSimulation([.. Enumerable.Repeat(0.1, finalists)], noise, 300, (ulong)study + 1).Run(new FinalistRules()).Verdict == FinalistVerdict.Winner);
        Assert.True(winners <= 0.05 * Studies, $"{winners} of {Studies}");
    }

    [Fact]
    public void A_setting_that_is_plainly_better_wins()
    {
        var right = Enumerable.Range(0, 50).Count(study =>
            new FinalistSimulation([0.16, 0.10, 0.16], 0.01, 1000, (ulong)study + 1).Run(new FinalistRules()) is { Verdict: FinalistVerdict.Winner, Trial: 1 });
        Assert.True(right >= 45, $"{right} of 50");
    }

    [Fact]
    public void Of_equal_finalists_the_cheapest_is_taken_and_the_noise_is_stated()
    {
        var decision = new FinalistSimulation([0.1, 0.1, 0.1], 0.01, 300, 5).Run(new FinalistRules());
        Assert.Equal(FinalistVerdict.Equal, decision.Verdict);
        Assert.Equal(2, decision.Trial);
        Assert.Contains("the noise between seeds is", decision.Reason, StringComparison.Ordinal);
        Assert.Contains("the cheapest is taken", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_seeds_follows_from_the_noise()
    {
        double Trained(double noise) => Enumerable.Range(0, 30).Average(seed =>
        {
            var study = new FinalistSimulation([0.10, 0.13], noise, 1000, (ulong)seed);
            study.Run(new FinalistRules { MostSeeds = 30 });
            return study.Trained;
        });

        Assert.InRange(Trained(0.002), 12, 13);
        Assert.InRange(Trained(0.02), 18, 60);
        Assert.Equal(18, SeedNoise.SeedsToSee(Math.Sqrt(2) * 1.05, 1));
        Assert.Equal(5, SeedNoise.SeedsToSee(Math.Sqrt(2) * 1.05, 2));
        Assert.Equal(0.015, SeedNoise.OfShare(0.9, 400), 9);
    }

    [Fact]
    public void A_finalist_whose_trainings_fail_never_wins()
    {
        Finalist Of(int trial, double loss, double cost) => new(trial, cost, [.. Enumerable.Range(0, 12)
            .Select(seed => new FinalistRun(seed, double.IsNaN(loss) ? [] : [.. Enumerable.Range(0, 100).Select(i => loss + (0.001 * ((seed + i) % 7)))]))]);

        var decision = FinalistRace.Next(new FinalistRules(), [Of(0, double.NaN, 1), Of(1, 0.3, 2), Of(2, 0.5, 2)]);
        Assert.Equal((FinalistVerdict.Winner, 1), (decision.Verdict, decision.Trial));
        Assert.Equal(double.PositiveInfinity, decision.Standings[0].MeanLoss);
    }

    [Fact]
    public void The_decision_depends_on_the_runs_only_and_survives_json()
    {
        var study = new FinalistSimulation([0.1, 0.12, 0.2], 0.01, 300, 3);
        var finalists = Enumerable.Range(0, 3).Select(trial => new Finalist(trial, 1, [.. Enumerable.Range(0, 12).Select(seed => new FinalistRun(seed, study.Losses(trial, seed)))])).ToArray();
        var shuffled = finalists.Select(finalist => finalist with { Runs = [.. finalist.Runs.Reverse()] }).ToArray();
        var decision = FinalistRace.Next(new FinalistRules(), finalists);
        Assert.Equal(decision.ToJson(), FinalistRace.Next(new FinalistRules(), shuffled).ToJson());
        Assert.Equal(decision.ToJson(), FinalistDecision.FromJson(decision.ToJson()).ToJson());
    }

    [Fact]
    public void One_finalist_needs_no_race() =>
        Assert.Equal((FinalistVerdict.Winner, 4), (FinalistRace.Next(new FinalistRules(), [new Finalist(4, 1, [])]) is var decision ? decision.Verdict : default, decision.Trial));

    [Fact]
    public void The_winners_curse_is_taken_back()
    {
        var (naive, corrected) = (0.0, 0.0);
        for (var study = 0; study < 400; study++)
        {
            var random = new CounterRandom(new SampleSeed(9, study), "curse");
            double[] truth = [.. Enumerable.Range(0, 20).Select(_ => 0.9 + (0.01 * FinalistSimulation.Normal(ref random)))];
            double[] measured = [.. truth.Select(value => value + (0.01 * FinalistSimulation.Normal(ref random)))];
            var best = Array.IndexOf(measured, measured.Max());
            naive += (measured[best] - truth[best]) / 400;
            corrected += (WinnersCurse.Expected(measured, 0.01)[best] - truth[best]) / 400;
        }

        Assert.InRange(naive, 0.01, 0.02);
        Assert.InRange(corrected, -0.002, 0.002);
    }
}
