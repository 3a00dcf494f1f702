using FineTune.Search.Bench.Problems;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Trials;

/// <summary>One search of a problem by one sampler, with one or several asynchronous workers.</summary>
internal static class TrialRun
{
    /// <summary>The regret after each trial, in order of completion.</summary>
    public static double[] Regrets(Problem problem, ISampler sampler, int trials, int workers, ulong seed)
    {
        var regrets = new double[trials];
        var state = StudyState.Empty;
        var running = new PriorityQueue<(int Number, ParameterSet Setting), (double, int)>();
        var clock = new CounterRandom(new SampleSeed(seed, 0), "clock");
        var noise = new CounterRandom(new SampleSeed(seed, 0), "noise");
        var (bestObserved, bestTrue) = (double.PositiveInfinity, double.PositiveInfinity);
        var (asked, now) = (0, 0.0);
        for (var done = 0; done < trials; done++)
        {
            while (running.Count < workers && asked < trials)
            {
                var setting = Distinct(problem, sampler, state, seed, asked);
                state = state.Apply(new PlanMade(asked, new StartTrial(asked, setting, "bench", 0, 1, string.Empty) { IsLast = true }));
                running.Enqueue((asked, setting), (now + (workers == 1 ? 1 : 0.9 + (0.2 * clock.NextDouble())), asked));
                asked++;
            }

            running.TryDequeue(out var ended, out var time);
            now = time.Item1;
            var loss = problem.Loss(ended.Setting);
            var observed = loss + (problem.NoiseDeviation > 0 ? problem.NoiseDeviation * noise.NextNormal() : 0);
            state = state.Apply(new SegmentFinished(ended.Number, 0, 0, SegmentOutcome.Reached, 1, observed, 1, "c", 1, false, string.Empty));
            if (observed < bestObserved)
            {
                (bestObserved, bestTrue) = (observed, loss);
            }

            regrets[done] = problem.Regret(bestTrue);
        }

        return regrets;
    }

    /// <summary>As the planner does: a duplicate is asked for again, a few times.</summary>
    private static ParameterSet Distinct(Problem problem, ISampler sampler, StudyState state, ulong seed, int number)
    {
        var setting = ParameterSet.Empty;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            setting = sampler.Sample(problem.Space, state, Direction.Minimize, new SampleSeed(seed, number, attempt));
            if (!state.WasTried(setting))
            {
                break;
            }
        }

        return setting;
    }
}
