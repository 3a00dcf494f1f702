using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Bayesian search with a Gaussian process (Matern 5/2, one length scale a dimension) and log expected improvement.</summary>
/// <remarks>
/// Quasi-random until ten trials have a result. Running trials stand in the model with their predicted values, so that parallel proposals
/// keep apart. Failed trials and values that are not finite count as the worst seen. A proposal is never a setting that was tried.
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

    private static List<(ParameterSet Setting, double Loss)> Results(StudyState history, Direction direction)
    {
        var results = new List<(ParameterSet Setting, double Loss)>();
        foreach (var trial in history.Trials)
        {
            if (trial.Status == TrialStatus.Failed)
            {
                results.Add((trial.Parameters, double.PositiveInfinity));
            }
            else if (trial.BestObjective is { } value)
            {
                results.Add((trial.Parameters, Objective.Loss(value, direction)));
            }
        }

        return results;
    }

    private ParameterSet Propose(UnitCube cube, Observations seen, StudyState history, SampleSeed seed)
    {
        var columns = Columns(cube, seen.Points);
        var parameters = KernelFit.Fit(columns, cube.IsCategorical, seen.Values);
        var process = new GaussianProcess(columns, cube.IsCategorical, seen.Values, parameters);
        if (seen.Running.Count > 0)
        {
            process = WithBelieved(cube, seen, process);
        }

        var best = Array.IndexOf(seen.Values, seen.Values.Max());
        var found = new AcquisitionSearch(process, cube, seen.Values[best]).Run([seen.Points[best]], seed, _rules.Candidates, _rules.Starts);
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

    /// <summary>The process with the running trials put in at their predicted values: their uncertainty is taken away, their mean kept.</summary>
    private static GaussianProcess WithBelieved(UnitCube cube, Observations seen, GaussianProcess process)
    {
        List<double[]> points = [.. seen.Points, .. seen.Running];
        double[] values = [.. seen.Values, .. seen.Running.Select(point => process.Predict(point).Mean)];
        return new GaussianProcess(Columns(cube, points), cube.IsCategorical, values, process.Parameters);
    }

    private static double[][] Columns(UnitCube cube, List<double[]> points)
    {
        var columns = new double[cube.Dimensions][];
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
