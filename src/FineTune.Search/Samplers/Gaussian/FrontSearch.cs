using FineTune.Search.Ledger;
using FineTune.Search.Numerics;
using FineTune.Search.Objectives;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Sobol;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Bayesian search with several objectives: one process for each, and the setting that promises the most hypervolume.</summary>
/// <remarks>
/// Running trials stand in every process with their predicted values. Values that are not finite count as the worst seen. Candidates are evenly
/// spread points and neighbours of the front; the improvement is averaged over quasi-random normal numbers.
/// </remarks>
internal static class FrontSearch
{
    private const int SpreadCandidates = 256;
    private const int NearCandidates = 256;
    private const int MostSamples = 128;
    private const int MostTerms = 6_000;

    /// <summary>A setting that was not tried, or null where no candidate is new.</summary>
    public static ParameterSet? Propose(UnitCube cube, StudyState history, Direction direction, SampleSeed seed)
    {
        List<TrialState> trials = [.. history.Trials.Where(trial => !trial.Segments.IsEmpty)];
        double[][] points = [.. trials.Select(trial => cube.Encode(trial.Parameters))];
        double[][] running = [.. history.Trials.Where(trial => trial.Status == TrialStatus.Running && trial.Segments.IsEmpty).Select(trial => cube.Encode(trial.Parameters))];
        double[][] losses = [.. trials.Select(trial => ParetoFront.Losses(history, trial, direction))];
        double[][] values = [.. Enumerable.Range(0, losses[0].Length).Select(objective => Standardized([.. losses.Select(row => row[objective])]))];
        double[][] observed = [.. Enumerable.Range(0, trials.Count).Select(row => values.Select(column => column[row]).ToArray())];
        double[][] standardLosses = [.. observed.Select(row => row.Select(value => -value).ToArray())];
        var processes = Array.ConvertAll(values, column => Process(cube, points, running, column));
        var reference = Hypervolume.ReferenceFor(standardLosses);
        var boxes = NonDominatedBoxes.Of(standardLosses, reference).Count;
        var improvement = new HypervolumeImprovement(processes, observed, reference, Normals(values.Length, Math.Clamp(MostTerms / boxes, 16, MostSamples), seed));
        var ranks = Domination.Ranks(standardLosses);
        double[][] front = [.. points.Where((_, row) => ranks[row] == 0)];
        return Spread(cube, seed).Concat(Neighbourhood.Points(cube, front, seed, NearCandidates))
            .Select(point => (Setting: cube.Decode(point), Point: point))
            .Where(candidate => !history.WasTried(candidate.Setting) && cube.Space.Keeps(candidate.Setting))
            .Select(candidate => (candidate.Setting, Worth: improvement.Log(candidate.Point)))
            .OrderByDescending(candidate => candidate.Worth)
            .Select(candidate => candidate.Setting)
            .FirstOrDefault();
    }

    private static GaussianProcess Process(UnitCube cube, double[][] points, double[][] running, double[] values)
    {
        var parameters = KernelFit.Fit(Columns(cube, points), cube.IsCategorical, values);
        var process = new GaussianProcess(Columns(cube, points), cube.IsCategorical, values, parameters);
        return running.Length == 0 ? process : new GaussianProcess(
            Columns(cube, [.. points, .. running]), cube.IsCategorical, [.. values, .. running.Select(point => process.Predict(point).Mean)], parameters);
    }

    /// <summary>Larger is better, mean 0 and deviation 1.</summary>
    private static double[] Standardized(double[] losses)
    {
        var finite = losses.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        double[] filled = [.. losses.Select(loss => double.IsFinite(loss) ? loss : finite.Max())];
        var mean = filled.Average();
        var deviation = Math.Max(Math.Sqrt(filled.Average(loss => (loss - mean) * (loss - mean))), 1e-10);
        return [.. filled.Select(loss => (mean - loss) / deviation)];
    }

    private static IEnumerable<double[]> Spread(UnitCube cube, SampleSeed seed)
    {
        var dimensions = Math.Min(cube.Dimensions, SobolSequence.MostDimensions);
        var sequence = new SobolSequence(dimensions, seed);
        var random = new CounterRandom(seed, "front");
        var uniform = new double[cube.Dimensions];
        for (uint i = 0; i < SpreadCandidates; i++)
        {
            sequence.Fill(i, uniform.AsSpan(0, dimensions));
            for (var d = dimensions; d < uniform.Length; d++)
            {
                uniform[d] = random.NextDouble();
            }

            var point = new double[cube.Dimensions];
            cube.FromUniform(uniform, point);
            yield return point;
        }
    }

    private static double[][] Normals(int objectives, int samples, SampleSeed seed)
    {
        var sequence = new SobolSequence(objectives, seed with { Attempt = seed.Attempt + 1 });
        var normals = new double[samples][];
        for (var i = 0; i < samples; i++)
        {
            normals[i] = new double[objectives];
            sequence.Fill((uint)i, normals[i]);
            for (var d = 0; d < objectives; d++)
            {
                normals[i][d] = NormalDistribution.InverseLogCumulative(Math.Log(Math.Clamp(normals[i][d], 1e-12, 1 - 1e-12)));
            }
        }

        return normals;
    }

    private static double[][] Columns(UnitCube cube, double[][] points) =>
        [.. Enumerable.Range(0, cube.Dimensions).Select(d => points.Select(point => point[d]).ToArray())];
}
