using System.Globalization;
using FineTune.Search.Bench.Problems;

namespace FineTune.Search.Bench.Trials;

/// <summary>Normalised regret at 25, 50, 100 and 200 trials beside the stored results of the peers.</summary>
internal static class QualityPerTrial
{
    private const string Bar = "gp* or tpe5*";
    private static readonly int[] Marks = [10, 25, 50, 100, 200];

    public static void Run(IReadOnlyList<string> samplers, IReadOnlyList<string> names, int trials, int seeds, int workers, int threads, int first)
    {
        var problems = ProblemSuite.All().Where(problem => names.Count == 0 || names.Any(name => problem.Name.StartsWith(name, StringComparison.Ordinal))).ToList();
        var marks = Marks.Where(mark => mark <= trials).ToArray();
        var jobs = problems.SelectMany(problem => samplers.SelectMany(sampler => Enumerable.Range(first, seeds).Select(seed => (problem, sampler, seed)))).ToList();
        var results = new double[jobs.Count][];
        Parallel.For(0, jobs.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var (problem, sampler, seed) = jobs[i];
            var regrets = TrialRun.Regrets(problem, Variants.Find(sampler), trials, workers, (ulong)seed);
            results[i] = [.. marks.Select(mark => regrets[mark - 1])];
        });

        Console.WriteLine($"mean normalised regret at {string.Join(", ", marks)} trials; seeds {first} to {first + seeds - 1}, {workers} worker(s)");
        var peers = Peers();
        var totals = new Dictionary<string, List<double[]>>(StringComparer.Ordinal);
        var worse = new List<string>();
        foreach (var problem in problems)
        {
            var rows = samplers.Select(sampler => (Name: sampler, Means: Means([.. jobs.Zip(results).Where(pair => pair.First.problem == problem && pair.First.sampler == sampler).Select(pair => pair.Second)])))
                .Concat(peers.Where(peer => peer.Problem == problem.Name).Select(peer => (Name: peer.Optimiser + "*", Means: marks.Select(mark => peer.Regret.GetValueOrDefault(mark, double.NaN)).ToArray())))
                .ToList();
            Console.WriteLine(problem.Name);
            foreach (var (name, means) in rows)
            {
                Console.WriteLine($"  {name,-16}{string.Concat(means.Select(mean => mean.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(9)))}");
                (totals.TryGetValue(name, out var list) ? list : totals[name] = []).Add(means);
            }

            // The strongest peer: its Gaussian process where that was run, its Parzen estimator elsewhere.
            var bar = rows.Find(row => row.Name == "gp*") is { Name: not null } strongest ? strongest : rows.Find(row => row.Name == "tpe5*");
            (totals.TryGetValue(Bar, out var bars) ? bars : totals[Bar] = []).Add(bar.Means);
            if (rows.Find(row => row.Name == "random*") is { Name: not null } random)
            {
                worse.AddRange(rows.Where(row => samplers.Contains(row.Name) && row.Means[^1] >= random.Means[^1] && random.Means[^1] > 0).Select(row => $"{row.Name} on {problem.Name}"));
            }
        }

        Console.WriteLine("mean over the problems that each one was run on (* stored results of the peers)");
        foreach (var (name, list) in totals.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {name,-16}{string.Concat(Means(list).Select(mean => mean.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(9)))}  ({list.Count} problems)");
        }

        Console.WriteLine($"not below random at the end: {(worse.Count == 0 ? "none" : string.Join(", ", worse))}");
    }

    private static double[] Means(List<double[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Average(row => row[i]))];

    private static List<(string Problem, string Optimiser, Dictionary<int, double> Regret)> Peers() =>
        [.. SharedFiles.Json("anchors", "single_summary.json").EnumerateArray().Select(row => (
            row.GetProperty("problem").GetString()!,
            row.GetProperty("optimiser").GetString()!,
            row.GetProperty("regret").EnumerateObject().ToDictionary(entry => int.Parse(entry.Name, CultureInfo.InvariantCulture), entry => entry.Value.GetProperty("mean").GetDouble())))];
}
