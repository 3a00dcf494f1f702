using System.Globalization;
using FineTune.Search.Bench.Trials;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Batches;

/// <summary>Batches of proposals on a two-dimensional mixture of Gaussians: a sampler that repeats itself finds less with larger batches.</summary>
/// <remarks>
/// After NNI's experiment on parallel search, whose page gives no formula: five bumps a seed, with centres uniform in the square, heights 0.4
/// to 1 and deviations 0.03 to 0.12; the value is one minus the sum over its largest bump's height. Batches are asked as a whole, then told.
/// </remarks>
internal static class MixtureExperiment
{
    private static readonly int[] Concurrencies = [1, 10, 20, 40, 80];
    private static readonly SearchSpace Square = SearchSpace.Create([new FloatParameter("x", 0, 1), new FloatParameter("y", 0, 1)]);

    public static void Run(IReadOnlyList<string> samplers, int seeds, int trials, int threads)
    {
        Console.WriteLine($"mean best value after {trials} trials, and in brackets the mean distance of a proposal to its batch's nearest other one; {seeds} seeds");
        Console.WriteLine($"{"sampler",-14}{string.Concat(Concurrencies.Select(count => $"{count} at once".PadLeft(18)))}");
        foreach (var sampler in samplers)
        {
            var cells = Concurrencies.Select(concurrency =>
            {
                var results = new (double Best, double Apart)[seeds];
                Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = threads }, seed => results[seed] = Search(Variants.Find(sampler), concurrency, trials, (ulong)seed));
                var apart = concurrency == 1 ? "" : " (" + results.Average(result => result.Apart).ToString("0.000", CultureInfo.InvariantCulture) + ")";
                return (results.Average(result => result.Best).ToString("0.000", CultureInfo.InvariantCulture) + apart).PadLeft(18);
            });
            Console.WriteLine($"{sampler,-14}{string.Concat(cells)}");
        }
    }

    private static (double Best, double Apart) Search(ISampler sampler, int concurrency, int trials, ulong seed)
    {
        var value = Mixture(seed);
        var (state, best, apart, batches) = (StudyState.Empty, double.PositiveInfinity, 0.0, 0);
        for (var first = 0; first < trials; first += concurrency)
        {
            var batch = new List<(double X, double Y)>();
            for (var number = first; number < Math.Min(trials, first + concurrency); number++)
            {
                var setting = sampler.Sample(Square, state, Direction.Minimize, new SampleSeed(seed, number));
                state = state.Apply(new PlanMade(number, new StartTrial(number, setting, "bench", 0, 1, string.Empty) { IsLast = true }));
                batch.Add((setting["x"].AsDouble(), setting["y"].AsDouble()));
            }

            for (var i = 0; i < batch.Count; i++)
            {
                var loss = value(batch[i].X, batch[i].Y);
                best = Math.Min(best, loss);
                state = state.Apply(new SegmentFinished(first + i, 0, 0, SegmentOutcome.Reached, 1, loss, 1, "c", 1, false, string.Empty));
            }

            if (first > 0 && batch.Count > 1)
            {
                apart += batch.Average(a => batch.Where(b => b != a).Select(b => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2))).DefaultIfEmpty(0).Min());
                batches++;
            }
        }

        return (best, apart / Math.Max(1, batches));
    }

    private static Func<double, double, double> Mixture(ulong seed)
    {
        var random = new CounterRandom(new SampleSeed(seed, 0), "mixture");
        var bumps = new (double X, double Y, double Height, double Deviation)[5];
        for (var i = 0; i < bumps.Length; i++)
        {
            bumps[i] = (random.NextDouble(), random.NextDouble(), 0.4 + (0.6 * random.NextDouble()), 0.03 + (0.09 * random.NextDouble()));
        }

        var top = bumps.Max(bump => bumps.Sum(other => Height(other, bump.X, bump.Y)));
        return (x, y) => 1 - (bumps.Sum(bump => Height(bump, x, y)) / top);
    }

    private static double Height((double X, double Y, double Height, double Deviation) bump, double x, double y) =>
        bump.Height * Math.Exp(-(Math.Pow(x - bump.X, 2) + Math.Pow(y - bump.Y, 2)) / (2 * bump.Deviation * bump.Deviation));
}
