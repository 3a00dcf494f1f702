using System.Globalization;
using System.Text.Json;
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
        var peers = Peers(marks);
        var totals = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        var worse = new List<string>();
        foreach (var problem in problems)
        {
            List<Row> rows = [
                .. samplers.Select(sampler => Own(sampler, [.. jobs.Zip(results).Where(pair => pair.First.problem == problem && pair.First.sampler == sampler).Select(pair => pair.Second)], marks.Length)),
                .. peers.Where(peer => peer.Problem == problem.Name).Select(peer => peer.Row)];
            Console.WriteLine(problem.Name);
            foreach (var row in rows)
            {
                Console.WriteLine($"  {row.Name,-16}{Cells(row.Means)}");
                Add(row.Name, row);
            }

            // The strongest peer: its Gaussian process where that was run, its Parzen estimator elsewhere.
            Add(Bar, rows.Find(row => row.Name == "gp*") ?? rows.Find(row => row.Name == "tpe5*")!);
            if (rows.Find(row => row.Name == "random*") is { } random)
            {
                worse.AddRange(rows.Where(row => samplers.Contains(row.Name)).SelectMany(row => marks
                    .Where((mark, i) => mark >= 25 && row.Means[i] >= random.Means[i] && random.Means[i] > 0).Select(mark => $"{row.Name} on {problem.Name} at {mark}")));
            }
        }

        Console.WriteLine("mean over the problems that each one was run on: of the means over seeds | of the medians over seeds (* stored results of the peers)");
        foreach (var (name, list) in totals.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {name,-16}{Cells(Means([.. list.Select(row => row.Means)]))}  |{Cells(Means([.. list.Select(row => row.Medians)]))}  ({list.Count} problems)");
        }

        Console.WriteLine($"not below random: {(worse.Count == 0 ? "none" : string.Join(", ", worse))}");

        void Add(string name, Row row) => (totals.TryGetValue(name, out var list) ? list : totals[name] = []).Add(row);
    }

    private static Row Own(string name, List<double[]> runs, int marks) =>
        new(name, Means(runs), [.. Enumerable.Range(0, marks).Select(i => Median([.. runs.Select(run => run[i]).Order()]))]);

    private static double[] Means(List<double[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Average(row => row[i]))];

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static string Cells(double[] values) => string.Concat(values.Select(value => value.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(9)));

    private static List<(string Problem, Row Row)> Peers(int[] marks) => [.. SharedFiles.Json("anchors", "single_summary.json").EnumerateArray().Select(peer => (
        peer.GetProperty("problem").GetString()!,
        new Row(peer.GetProperty("optimiser").GetString()! + "*", Figures(peer.GetProperty("regret"), "mean", marks), Figures(peer.GetProperty("regret"), "median", marks))))];

    private static double[] Figures(JsonElement regret, string figure, int[] marks) => [.. marks.Select(mark =>
        regret.TryGetProperty(mark.ToString(CultureInfo.InvariantCulture), out var figures) ? figures.GetProperty(figure).GetDouble() : double.NaN)];

    /// <summary>The regrets of one optimiser on one problem at the marks, over its seeds.</summary>
    private sealed record Row(string Name, double[] Means, double[] Medians);
}
