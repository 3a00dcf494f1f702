using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Bayesian search with a Gaussian process (Matern 5/2, one length scale a dimension) and log expected improvement.</summary>
/// <remarks>
/// Quasi-random until ten trials are started and four have a result. Results of shorter trainings count as what they promise at the longest, with the doubt that
/// goes with it (see <see cref="RungTransfer"/>). Running trials stand in the model with their predicted values, so that parallel proposals
/// keep apart; where all trainings are equally long a proposal must improve on these too. Failed trials and values that are not finite count as the worst seen. A proposal is never a setting that was tried, nor one that breaks a constraint.
/// With several objectives see <see cref="FrontSearch"/>.
/// </remarks>
public sealed class GaussianSampler : ISampler
{
    private static readonly SobolSampler Startup = new();
    private readonly GaussianRules _rules;

    /// <summary>A sampler with these rules.</summary>
    public GaussianSampler(GaussianRules? rules = null) => _rules = rules ?? new GaussianRules();

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed) =>
        Sample(space, history, direction, seed, double.PositiveInfinity)!;

    /// <summary>A proposal, or null where more than this part of the results' variance is noise to the model: it does not understand them.</summary>
    internal ParameterSet? Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed, double mostNoise)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var cube = new UnitCube(space);
        if (cube.Dimensions == 0 || IsStartup(history))
        {
            return Startup.Sample(space, history, direction, seed);
        }

        if (history.Objectives.Length > 0)
        {
            return FrontSearch.Propose(cube, history, direction, seed) ?? Startup.Sample(space, history, direction, seed);
        }

        var seen = Observations.Of(cube, history, direction, _rules);
        var process = Fitted(cube, seen);
        if (process.Parameters.Noise > mostNoise)
        {
            return null;
        }

        var (found, _) = Search(cube, seen, process, history, seed);
        foreach (var (point, _) in found)
        {
            var setting = cube.Decode(point);
            if (!history.WasTried(setting) && space.Keeps(setting))
            {
                return setting;
            }
        }

        return Startup.Sample(space, history, direction, seed);
    }

    /// <summary>How much one more trial is expected to improve the best value, in the objective's units; null while too little is known.</summary>
    internal double? ExpectedGain(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        var cube = new UnitCube(space);
        if (cube.Dimensions == 0 || IsStartup(history))
        {
            return null;
        }

        // The better half of results is not bent, so the model's units are the objective's but for the deviation.
        var seen = Observations.Of(cube, history, direction, _rules);
        var (found, model) = Search(cube, seen, Fitted(cube, seen), history, seed);
        var (mean, variance) = model.Process.Predict(found[0].Point);
        return Math.Exp(ExpectedImprovement.Log(mean, variance + 1e-12, model.Threshold)) * seen.Deviation;
    }

    private (List<(double[] Point, double Worth)> Found, (GaussianProcess Process, double Threshold) Model) Search(
        UnitCube cube, Observations seen, GaussianProcess process, StudyState history, SampleSeed seed)
    {
        var best = Enumerable.Range(0, seen.Values.Length).OrderByDescending(i => seen.Values[i]).ThenBy(i => i).Take(_rules.Incumbents).ToArray();
        var threshold = Threshold(seen, process, best);
        List<double[]> running = [.. history.Trials
            .Where(trial => trial.Status == TrialStatus.Running && trial.Segments.IsEmpty).Select(trial => cube.Encode(trial.Parameters))];
        IAcquisition? beside = null;
        if (running.Count > 0 && _rules.RunningSamples > 0)
        {
            beside = new BatchImprovement(process, [.. running], BatchImprovement.Normals(seed, _rules.RunningSamples, running.Count), threshold);
        }
        else if (running.Count > 0)
        {
            (process, var believed) = WithBelieved(cube, seen, running, process);
            threshold = seen.RunningVariance > 0 ? threshold : Math.Max(threshold, believed);
        }

        var search = new AcquisitionSearch(process, cube, beside ?? new ThresholdImprovement(process, threshold), seen.Results);
        return (search.Run([.. best.Select(i => seen.Points[i])], seed, _rules.Candidates, _rules.Starts, _rules.Neighbours), (process, threshold));
    }

    private bool IsStartup(StudyState history) =>
        history.Trials.Count < _rules.StartupTrials || history.Trials.Count(trial => !trial.Segments.IsEmpty) < _rules.StartupResults;

    private GaussianProcess Fitted(UnitCube cube, Observations seen)
    {
        var fitted = Observations.Spread(seen.Values, _rules.MostFitted);
        var parameters = KernelFit.Fit(
            Columns(cube.Dimensions, [.. fitted.Select(i => seen.Points[i])]), cube.IsCategorical, [.. fitted.Select(i => seen.Values[i])],
            tolerance: _rules.Tolerance, variances: [.. fitted.Select(i => seen.Variances[i])]);
        return new GaussianProcess(Columns(cube.Dimensions, seen.Points), cube.IsCategorical, seen.Values, parameters, seen.Variances);
    }

    /// <summary>The value to improve on: the best that was measured at the top rung, or the best predicted while none was.</summary>
    private static double Threshold(Observations seen, GaussianProcess process, int[] best)
    {
        var top = seen.Values.Where((_, i) => seen.AreAtTop[i]).DefaultIfEmpty(double.NegativeInfinity).Max();
        return double.IsFinite(top) ? top : best.Max(i => process.Predict(seen.Points[i]).Mean);
    }

    /// <summary>The process with the running trials put in at their predicted values, and the best of these: their uncertainty is taken away, their mean kept.</summary>
    private static (GaussianProcess Process, double Best) WithBelieved(UnitCube cube, Observations seen, List<double[]> running, GaussianProcess process)
    {
        double[] believed = [.. running.Select(point => process.Mean(point))];
        double[] variances = [.. seen.Variances, .. running.Select(_ => seen.RunningVariance)];
        var both = new GaussianProcess(Columns(cube.Dimensions, [.. seen.Points, .. running]), cube.IsCategorical, [.. seen.Values, .. believed], process.Parameters, variances);
        return (both, believed.Max());
    }

    private static double[][] Columns(int dimensions, double[][] points)
    {
        var columns = new double[dimensions][];
        for (var d = 0; d < columns.Length; d++)
        {
            columns[d] = new double[points.Length];
            for (var i = 0; i < points.Length; i++)
            {
                columns[d][i] = points[i][d];
            }
        }

        return columns;
    }
}
