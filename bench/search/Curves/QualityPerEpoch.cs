using System.Globalization;
using FineTune.Search.Bench.Problems;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Curves;

/// <summary>Regret at fixed budgets of epochs, and epochs to a regret, beside every stored policy.</summary>
internal static class QualityPerEpoch
{
    private const int DefaultFactor = 4;
    private const string StrongestPeer = "random_rayasha*";
    private static readonly int[] Marks = [10, 20, 50, 100];
    private static readonly double[] Targets = [0.1, 0.05, 0.01, 0.005];

    public static void Run(IReadOnlyList<string> planners, IReadOnlyList<string> names, int seeds, int workers, int fullTrainings, int threads, int first)
    {
        var tasks = CurveTask.All(Path.Combine(SharedFiles.Root, "data")).Where(task => names.Count == 0 || names.Any(name => task.Name.StartsWith(name, StringComparison.Ordinal))).ToList();
        var marks = Marks.Where(mark => mark <= fullTrainings).ToArray();
        var jobs = tasks.SelectMany(task => planners.SelectMany(planner => Enumerable.Range(first, seeds).Select(seed => (task, planner, seed)))).ToList();
        var runs = new CurveRun[jobs.Count];
        Parallel.For(0, jobs.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var (task, planner, seed) = jobs[i];
            runs[i] = new CurveRun(task, Rules(planner, task, workers), seed).Play(workers, fullTrainings * task.Epochs);
        });

        Console.WriteLine($"mean regret at {string.Join(", ", marks)} full trainings, median epochs to {string.Join(", ", Targets)}; seeds {first} to {first + seeds - 1}, {workers} worker(s)");
        var totals = new Dictionary<string, List<(double[] Regrets, double[] Epochs)>>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            Console.WriteLine(task.Name);
            var rows = planners.Select(planner => Row(planner, [.. jobs.Zip(runs).Where(pair => pair.First.task == task && pair.First.planner == planner).Select(pair => pair.Second)], task, marks)).Concat(Peers(task, workers, marks)).Append(Floor(task, workers, marks)).ToList();
            var peer = rows.Find(row => row.Name == StrongestPeer).Epochs;
            foreach (var (name, regrets, epochs) in rows)
            {
                Console.WriteLine($"  {name,-22}{Cells(regrets, "0.0000")}  |{Cells(epochs, "0")}");
                (totals.TryGetValue(name, out var list) ? list : totals[name] = []).Add((regrets, peer is null ? epochs : [.. epochs.Zip(peer, (own, other) => own / other)]));
            }
        }

        Console.WriteLine($"mean regret over tasks, and epochs as a part of {StrongestPeer}'s (geometric mean over the tasks in which the median run of both gets there, and their number)");
        foreach (var (name, list) in totals)
        {
            var parts = Targets.Select((_, i) => list.Select(row => row.Epochs[i]).Where(part => double.IsFinite(part) && part > 0).ToList());
            var shares = string.Concat(parts.Select(part => part.Count == 0 ? "        -" : $"{Math.Exp(part.Average(Math.Log)).ToString("0.00", CultureInfo.InvariantCulture)} ({part.Count})".PadLeft(11)));
            Console.WriteLine($"  {name,-22}{Cells([.. marks.Select((_, i) => list.Average(row => row.Regrets[i]))], "0.0000")}  |{shares}  ({list.Count} tasks)");
        }
    }

    private static StudyRules Rules(string planner, CurveTask task, int workers)
    {
        var parts = planner.Split('-');
        var factor = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : DefaultFactor;
        var rungs = new List<double>();
        for (var rung = 1; rung < task.Epochs; rung *= factor)
        {
            rungs.Add(rung);
        }

        return new StudyRules
        {
            Space = SearchSpace.Create([]),
            RungEpochs = [.. rungs, task.Epochs],
            ReductionFactor = factor,
            ParallelTrials = workers,
            MaxTrials = 1,
            Sampler = parts[0],
            Pruning = new PruningRules { PredictCurves = parts.Contains("curves") },
        };
    }

    private static (string Name, double[] Regrets, double[] Epochs) Row(string planner, List<CurveRun> runs, CurveTask task, int[] marks) => (
        planner,
        [.. marks.Select(mark => runs.Average(run => run.RegretAt(mark * task.Epochs)))],
        [.. Targets.Select(target => Median([.. runs.Select(run => run.EpochsTo(target))]))]);

    /// <summary>What nobody can be below: the setting that is there first starts at once, and the other workers spend as many epochs until then.</summary>
    private static (string Name, double[] Regrets, double[] Epochs) Floor(CurveTask task, int workers, int[] marks) => (
        "the best, known",
        [.. marks.Select(_ => 0.0)],
        [.. Targets.Select(target => (workers * (double)task.Values.Min(curve => Array.FindIndex(curve, value => task.Regret(value) <= target) is var at && at >= 0 ? at : int.MaxValue)) + 1)]);

    /// <summary>All stored curves of the peers: seeds pair nothing unless both follow the same random order.</summary>
    private static IEnumerable<(string Name, double[] Regrets, double[] Epochs)> Peers(CurveTask task, int workers, int[] marks)
    {
        var stored = SharedFiles.Json("anchors", "multi_curves.json.gz").GetProperty(task.Name);
        foreach (var policy in stored.EnumerateObject())
        {
            if (!policy.Value.TryGetProperty("w" + workers.ToString(CultureInfo.InvariantCulture), out var runs))
            {
                continue;
            }

            var curves = runs.GetProperty("curves").EnumerateArray().Select(curve => curve.EnumerateArray().Select(point => (point[0].GetDouble(), point[1].GetDouble())).ToList()).ToList();
            yield return (
                policy.Name + "*",
                [.. marks.Select(mark => curves.Average(curve => curve.Where(point => point.Item1 <= mark * task.Epochs).Select(point => point.Item2).DefaultIfEmpty(1).Last()))],
                [.. Targets.Select(target => Median([.. curves.Select(curve => curve.Where(point => point.Item2 <= target).Select(point => point.Item1).DefaultIfEmpty(double.PositiveInfinity).First())]))]);
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt((values.Length - 1) / 2);

    private static string Cells(double[] values, string format) => string.Concat(values.Select(value => (double.IsInfinity(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture)).PadLeft(9)));
}
