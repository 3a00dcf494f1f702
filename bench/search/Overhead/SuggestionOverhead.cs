using System.Diagnostics;
using System.Globalization;
using FineTune.Search.Bench.Problems;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Overhead;

/// <summary>Processor milliseconds that one decision of the planner takes, its suggestion included, beside Optuna's ask in the same run.</summary>
internal static class SuggestionOverhead
{
    private const int Suggestions = 20;

    public static void Run(IReadOnlyList<string> samplers, IReadOnlyList<int> parameters, IReadOnlyList<int> finished, string python)
    {
        // What the runtime compiles again after many calls is not counted: a host makes many.
        foreach (var sampler in samplers)
        {
            Milliseconds(sampler, 7, 200, 200);
        }

        var (version, peers) = Optuna(samplers, parameters, finished, python);
        Console.WriteLine($"processor milliseconds a suggestion, median of {Suggestions}; Optuna {version}, * stored times of Optuna 5.0 on another machine");
        Console.WriteLine("sampler  parameters  finished       ours     Optuna    ratio");
        foreach (var sampler in samplers)
        {
            foreach (var count in parameters)
            {
                foreach (var trials in finished)
                {
                    var ours = Milliseconds(sampler, count, trials);
                    var (theirs, stored) = peers.TryGetValue((sampler, count, trials), out var measured) ? (measured, "") : (Stored(sampler, count, trials), "*");
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{sampler,-8} {count,10} {trials,9} {ours,10:0.00} {(theirs is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) + stored : "-"),10} {(theirs / ours)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-",8}"));
                }
            }
        }
    }

    private static double Milliseconds(string sampler, int parameters, int trials, int suggestions = Suggestions)
    {
        var space = Space(parameters);
        var state = History(space, trials);
        var rules = new StudyRules { Space = space, Direction = Direction.Minimize, RungEpochs = [1], MaxTrials = int.MaxValue, Sampler = sampler, Pruner = "none" };
        var times = new double[suggestions];
        for (var i = -5; i < times.Length; i++)
        {
            var before = ThreadClock.Milliseconds();
            var decision = Planner.Next(rules with { Seed = (ulong)(i + 10) }, state);
            var taken = ThreadClock.Milliseconds() - before;
            if (decision is not StartTrial)
            {
                throw new InvalidOperationException("The planner proposed no trial.");
            }

            if (i >= 0)
            {
                times[i] = taken;
            }
        }

        return times.Order().ElementAt(suggestions / 2);
    }

    /// <summary>Floats, logarithmic floats, whole numbers and choices in turn, as in the script for Optuna.</summary>
    private static SearchSpace Space(int parameters) => SearchSpace.Create(Enumerable.Range(0, parameters).Select<int, Parameter>(i => (i % 4) switch
    {
        0 => new FloatParameter($"p{i}", 0, 1),
        1 => new FloatParameter($"p{i}", 1e-5, 1e-1, Log: true),
        2 => new IntegerParameter($"p{i}", 1, 12),
        _ => new CategoricalParameter($"p{i}", [ParameterValue.Of("a"), ParameterValue.Of("b"), ParameterValue.Of("c")]),
    }));

    private static StudyState History(SearchSpace space, int trials)
    {
        var (state, sampler, random) = (StudyState.Empty, new RandomSampler(), new CounterRandom(new SampleSeed(1, 0), "values"));
        for (var i = 0; i < trials; i++)
        {
            var setting = sampler.Sample(space, StudyState.Empty, Direction.Minimize, new SampleSeed(1, i));
            state = state.Apply(new PlanMade(i, new StartTrial(i, setting, "bench", 0, 1, string.Empty) { IsLast = true }))
                .Apply(new SegmentFinished(i, 0, 0, SegmentOutcome.Reached, 1, random.NextDouble(), 1, "c", 1, false, string.Empty));
        }

        return state;
    }

    private static (string Version, Dictionary<(string, int, int), double> Times) Optuna(IReadOnlyList<string> samplers, IReadOnlyList<int> parameters, IReadOnlyList<int> finished, string python)
    {
        var times = new Dictionary<(string, int, int), double>();
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Overhead", "optuna_overhead.py"), string.Join(',', samplers), string.Join(',', parameters), string.Join(',', finished) })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{python} does not start.");
        var version = "not installed";
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var cells = line.Split(' ');
            if (cells[0] == "version")
            {
                version = cells[1];
            }
            else
            {
                times[(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture))] = double.Parse(cells[3], CultureInfo.InvariantCulture);
            }
        }

        process.WaitForExit();
        return (version, times);
    }

    private static double? Stored(string sampler, int parameters, int trials) => SharedFiles.Json("anchors", "overhead.json").EnumerateArray()
        .Where(row => row.GetProperty("sampler").GetString() == (sampler == "tpe" ? "tpe5" : sampler) && row.GetProperty("parameters").GetInt32() == parameters && row.GetProperty("finished_trials").GetInt32() == trials)
        .Select(row => (double?)(1000 * row.GetProperty("median_cpu_seconds").GetDouble())).FirstOrDefault();
}
