using System.Collections.Immutable;
using System.Globalization;
using FineTune.Search.Bench.Problems;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Curves;

/// <summary>Plays the planner on a table of learning curves by the simulator's rules of the stored peers.</summary>
internal sealed class CurveRun
{
    private readonly CurveTask _task;
    private readonly StudyRules _rules;
    private readonly int[]? _order;
    private readonly Dictionary<int, int> _configurations = [];
    private readonly HashSet<int> _started = [];
    private StudyState _state = StudyState.Empty;

    public CurveRun(CurveTask task, StudyRules rules, int seed)
    {
        _task = task;
        _rules = rules with { Space = Space(task), Direction = Direction.Minimize, Seed = (ulong)seed, MaxTrials = task.Values.Length };
        _order = rules.Sampler == "random" ? Permutation(task.Values.Length, seed) : null;
    }

    /// <summary>Epochs consumed and regret at each improvement.</summary>
    public List<(int Epochs, double Regret)> Curve { get; } = [];

    /// <summary>Runs until so many epochs are spent.</summary>
    public CurveRun Play(int workers, int budget)
    {
        var jobs = new (int Trial, int Rung, int Epoch, int To)?[workers];
        var (consumed, best) = (0, double.PositiveInfinity);
        for (var worker = 0; worker < workers; worker++)
        {
            jobs[worker] = Ask();
        }

        while (consumed < budget && jobs.Any(job => job is not null) && best > _task.Best)
        {
            for (var worker = 0; worker < workers && consumed < budget; worker++)
            {
                if (jobs[worker] is not { } job)
                {
                    jobs[worker] = Ask();
                    continue;
                }

                var epoch = job.Epoch + 1;
                var value = _task.Values[_configurations[job.Trial]][epoch - 1];
                consumed++;
                if (value < best)
                {
                    best = value;
                    Curve.Add((consumed, _task.Regret(best)));
                }

                if (epoch < job.To)
                {
                    jobs[worker] = job with { Epoch = epoch };
                    continue;
                }

                Reached(job.Trial, job.Rung, epoch);
                jobs[worker] = Ask();
            }
        }

        return this;
    }

    /// <summary>The regret once so many epochs were consumed; the regret of nothing is 1.</summary>
    public double RegretAt(int epochs)
    {
        var regret = 1.0;
        foreach (var (at, value) in Curve)
        {
            regret = at <= epochs ? value : regret;
        }

        return regret;
    }

    /// <summary>The epochs at which a regret was reached, or infinity.</summary>
    public double EpochsTo(double regret) => Curve.Where(point => point.Regret <= regret).Select(point => (double)point.Epochs).DefaultIfEmpty(double.PositiveInfinity).First();

    private (int Trial, int Rung, int Epoch, int To)? Ask()
    {
        switch (Planner.Next(_rules, _state))
        {
            case StartTrial start:
                var configuration = _order is null ? Nearest(start.Parameters) : _order[start.Trial];
                _started.Add(configuration);
                _configurations[start.Trial] = configuration;
                _state = _state.Apply(new PlanMade(_state.NextSequence, start with { Parameters = Coordinates(configuration) }));
                return (start.Trial, start.Rung, 0, (int)start.ToEpoch);
            case ResumeTrial resume:
                var done = (int)_state.Find(resume.Trial)!.EpochsDone;
                _state = _state.Apply(new PlanMade(_state.NextSequence, resume));
                return (resume.Trial, resume.Rung, done, (int)resume.ToEpoch);
            default:
                return null;
        }
    }

    private void Reached(int trial, int rung, int epoch)
    {
        var best = double.PositiveInfinity;
        var known = _state.Find(trial)!.Curve.Length;
        for (var e = 0; e < epoch; e++)
        {
            var value = _task.Values[_configurations[trial]][e];
            best = Math.Min(best, value);
            if (_rules.Pruning.PredictCurves && e >= known)
            {
                _state = _state.Apply(new EpochReported(trial, rung, 0, e + 1, e + 1, value, ImmutableSortedDictionary<string, double>.Empty));
            }
        }

        _state = _state.Apply(new SegmentFinished(trial, rung, 0, SegmentOutcome.Reached, epoch, best, epoch, "c", 1, false, string.Empty));
    }

    private int Nearest(ParameterSet proposal)
    {
        var point = proposal.Values.Select(value => value.AsDouble()).ToArray();
        var (nearest, least) = (-1, double.PositiveInfinity);
        for (var i = 0; i < _task.Cube.Length; i++)
        {
            if (_started.Contains(i))
            {
                continue;
            }

            var distance = 0.0;
            for (var d = 0; d < point.Length; d++)
            {
                var gap = point[d] - _task.Cube[i][d];
                distance += gap * gap;
            }

            if (distance < least)
            {
                (nearest, least) = (i, distance);
            }
        }

        return nearest;
    }

    private ParameterSet Coordinates(int configuration) => ParameterSet.Create(_task.Cube[configuration].Select((value, d) =>
        KeyValuePair.Create("u" + d.ToString(CultureInfo.InvariantCulture), ParameterValue.Of(Math.Clamp(value, 0, 1)))));

    private static SearchSpace Space(CurveTask task) => SearchSpace.Create(Enumerable.Range(0, task.Cube[0].Length).Select(d => new FloatParameter("u" + d.ToString(CultureInfo.InvariantCulture), 0, 1)));

    private static int[] Permutation(int count, int seed) => [.. SharedFiles.Lines("anchors", $"permutations_{count}.csv.gz").ElementAt(seed).Split(',').Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))];
}
