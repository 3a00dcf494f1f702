using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Bayesian search with a Gaussian process (Matern 5/2, one length scale a dimension) and log expected improvement.</summary>
/// <remarks>
/// Quasi-random until ten trials have a result. Running trials stand in the model with their predicted values, so that parallel proposals
/// keep apart. Results after different lengths of training share one model, which is asked about the longest. Failed trials and values that are not finite count as the worst seen. A proposal is never a setting that was tried.
/// Strong for spaces that are smooth and not too wide; its cost grows with the cube of the trials.
/// </remarks>
public sealed class GaussianSampler : ISampler
{
    private static readonly SobolSampler Startup = new();
    private readonly GaussianRules _rules;

    /// <summary>A sampler with these rules.</summary>
    public GaussianSampler(GaussianRules? rules = null) => _rules = rules ?? new GaussianRules();

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var results = Results(history, direction);
        var cube = new UnitCube(space);
        if (results.Count < _rules.StartupTrials || cube.Dimensions == 0)
        {
            return Startup.Sample(space, history, direction, seed);
        }

        var running = history.Trials.Where(trial => trial.Status == TrialStatus.Running && trial.Segments.IsEmpty).Select(trial => trial.Parameters);
        return Propose(cube, Observations.Of(cube, results, running, _rules), history, seed);
    }

    /// <summary>Every rung that a trial reached is a result of its own.</summary>
    private static List<Observations.Result> Results(StudyState history, Direction direction)
    {
        var results = new List<Observations.Result>();
        foreach (var trial in history.Trials)
        {
            foreach (var segment in trial.Segments.Values)
            {
                var loss = segment.Outcome is SegmentOutcome.Reached or SegmentOutcome.EarlyStopped ? Objective.Loss(segment.BestObjective, direction) : double.PositiveInfinity;
                results.Add(new Observations.Result(trial.Parameters, Math.Max(segment.Outcome == SegmentOutcome.EarlyStopped ? trial.TargetEpoch : segment.Epoch, 1e-3), loss));
            }
        }

        return results;
    }

    private ParameterSet Propose(UnitCube cube, Observations seen, StudyState history, SampleSeed seed)
    {
        bool[] categorical = seen.HasFidelity ? [.. cube.IsCategorical, false] : cube.IsCategorical;
        var columns = Columns(categorical.Length, seen.Points);
        var parameters = KernelFit.Fit(columns, categorical, seen.Values);
        var process = new GaussianProcess(columns, categorical, seen.Values, parameters);
        var (incumbent, threshold) = Incumbent(seen, process);
        if (seen.Running.Count > 0)
        {
            process = WithBelieved(categorical, seen, process);
        }

        var found = new AcquisitionSearch(process, cube, threshold).Run([incumbent.AsSpan(0, cube.Dimensions).ToArray()], seed, _rules.Candidates, _rules.Starts);
        foreach (var (point, _) in found)
        {
            var setting = cube.Decode(point);
            if (!history.WasTried(setting))
            {
                return setting;
            }
        }

        return cube.Decode(found[0].Point);
    }

    /// <summary>The best point and the value to improve on: the best observed, or the best predicted for the longest training.</summary>
    private static (double[] Point, double Threshold) Incumbent(Observations seen, GaussianProcess process)
    {
        if (!seen.HasFidelity)
        {
            var best = Array.IndexOf(seen.Values, seen.Values.Max());
            return (seen.Points[best], seen.Values[best]);
        }

        return Enumerable.Range(0, seen.Values.Length).OrderByDescending(i => seen.Values[i]).Take(40)
            .Select(i =>
            {
                double[] point = [.. seen.Points[i].AsSpan(0, seen.Points[i].Length - 1), 1];
                return (point, process.Predict(point).Mean);
            })
            .MaxBy(entry => entry.Mean);
    }

    /// <summary>The process with the running trials put in at their predicted values: their uncertainty is taken away, their mean kept.</summary>
    private static GaussianProcess WithBelieved(bool[] categorical, Observations seen, GaussianProcess process)
    {
        List<double[]> points = [.. seen.Points, .. seen.Running];
        double[] values = [.. seen.Values, .. seen.Running.Select(point => process.Predict(point).Mean)];
        return new GaussianProcess(Columns(categorical.Length, points), categorical, values, process.Parameters);
    }

    private static double[][] Columns(int dimensions, List<double[]> points)
    {
        var columns = new double[dimensions][];
        for (var d = 0; d < columns.Length; d++)
        {
            columns[d] = new double[points.Count];
            for (var i = 0; i < points.Count; i++)
            {
                columns[d][i] = points[i][d];
            }
        }

        return columns;
    }
}
