using System.Collections.Immutable;
using FineTune.Search.Finalists;
using FineTune.Search.Samplers;

namespace FineTune.Search.Tests.Finalists;

/// <summary>Finalists with known true error rates, noise between seeds, and validation examples of unequal difficulty.</summary>
internal sealed class FinalistSimulation(double[] errors, double seedNoise, int examples, ulong seed)
{
    public int Trained { get; private set; }

    public static double Normal(ref CounterRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Plays the race to its end.</summary>
    public FinalistDecision Run(FinalistRules rules)
    {
        var finalists = errors.Select((_, trial) => new Finalist(trial, 10 - trial, [])).ToArray();
        while (true)
        {
            var decision = FinalistRace.Next(rules, finalists);
            Assert.NotEmpty(decision.Reason);
            if (decision.Verdict != FinalistVerdict.TrainMore)
            {
                return decision;
            }

            Assert.NotEmpty(decision.Train);
            foreach (var trial in decision.Train)
            {
                Trained++;
                finalists[trial] = finalists[trial] with { Runs = finalists[trial].Runs.Add(new FinalistRun(decision.Seed, Losses(trial, decision.Seed))) };
            }
        }
    }

    public ImmutableArray<double> Losses(int trial, int run)
    {
        var difficulty = new CounterRandom(new SampleSeed(seed, 0), "examples");
        var random = new CounterRandom(new SampleSeed(seed, trial + 1, run), "run");
        var rate = errors[trial] + (seedNoise * Normal(ref random));
        var losses = ImmutableArray.CreateBuilder<double>(examples);
        for (var i = 0; i < examples; i++)
        {
            // Examples are wrong together: most of what is hard for one run is hard for all.
            var hard = difficulty.NextDouble();
            var own = random.NextDouble();
            losses.Add(0.8 * hard + 0.2 * own < Quantile(rate) ? 1 : 0);
        }

        return losses.ToImmutable();
    }

    /// <summary>The quantile of 0.8 u + 0.2 v for uniform u and v, whose distribution is a trapezium.</summary>
    private static double Quantile(double rate)
    {
        rate = Math.Clamp(rate, 0, 1);
        return rate <= 0.125 ? Math.Sqrt(2 * 0.8 * 0.2 * rate) : rate <= 0.875 ? (0.8 * rate) + 0.1 : 1 - Math.Sqrt(2 * 0.8 * 0.2 * (1 - rate));
    }
}
