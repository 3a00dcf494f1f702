using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Log expected improvement of a point beside trials that are still running, by sampling (Wilson et al. 2018; Optuna 5's q-batch rule).</summary>
/// <remarks>
/// The results of running trials are drawn from their joint posterior. In each sample the point is worth what the best of it and them is above the
/// threshold; worthless samples count as a tiny improvement, so that the logarithm exists.
/// </remarks>
internal sealed class BatchImprovement : IAcquisition
{
    private const double Least = 1e-12;

    /// <summary>The step of the differences that stand for derivatives.</summary>
    private const double Step = 1e-6;

    private readonly GaussianProcess _process;
    private readonly double[][] _running;
    private readonly double[][] _whitened;
    private readonly double[][] _normals;
    private readonly double[] _bestOfRunning;
    private readonly double _threshold;
    private readonly double[,] _factor;

    /// <summary>An acquisition beside running trials.</summary>
    /// <param name="process">The process over finished trials.</param>
    /// <param name="running">The points of running trials.</param>
    /// <param name="normals">Standard normal numbers: samples by running trials and one more for the point.</param>
    /// <param name="threshold">The value to improve on; larger is better.</param>
    public BatchImprovement(GaussianProcess process, double[][] running, double[][] normals, double threshold)
    {
        (_process, _running, _normals, _threshold) = (process, running, normals, threshold);
        var posteriors = Array.ConvertAll(running, point => process.Posterior(point));
        _whitened = Array.ConvertAll(posteriors, posterior => posterior.Whitened);
        _factor = SmallCholesky.Factor(running.Length, (i, j) => process.Covariance(running[i], _whitened[i], running[j], _whitened[j]) + (i == j ? Least : 0));
        Fantasies = Array.ConvertAll(normals, z => Enumerable.Range(0, running.Length).Select(i => posteriors[i].Mean + Enumerable.Range(0, i + 1).Sum(j => _factor[i, j] * z[j])).ToArray());
        _bestOfRunning = Array.ConvertAll(Fantasies, results => results.Max());
    }

    /// <summary>Results of the running trials, by sample.</summary>
    public double[][] Fantasies { get; }

    /// <summary>So many samples of standard normal numbers for so many running trials and the point.</summary>
    public static double[][] Normals(SampleSeed seed, int samples, int running)
    {
        var random = new CounterRandom(seed, "fantasies");
        var normals = new double[samples][];
        for (var sample = 0; sample < samples; sample++)
        {
            normals[sample] = new double[running + 1];
            for (var i = 0; i <= running; i++)
            {
                normals[sample][i] = random.NextNormal();
            }
        }

        return normals;
    }

    /// <inheritdoc />
    public double Log(ReadOnlySpan<double> point)
    {
        var (mean, variance, whitened) = _process.Posterior(point);
        var covariances = new double[_running.Length];
        for (var i = 0; i < covariances.Length; i++)
        {
            covariances[i] = _process.Covariance(point, whitened, _running[i], _whitened[i]);
        }

        var along = SmallCholesky.SolveLower(_factor, covariances);
        var rest = Math.Sqrt(Math.Max(variance + Least - Cholesky.Dot(along, along), 0));
        var sum = 0.0;
        for (var sample = 0; sample < _normals.Length; sample++)
        {
            var value = mean + (rest * _normals[sample][^1]);
            for (var j = 0; j < along.Length; j++)
            {
                value += along[j] * _normals[sample][j];
            }

            sum += Math.Max(Math.Max(value, _bestOfRunning[sample]) - _threshold, Least);
        }

        return Math.Log(sum / _normals.Length);
    }

    /// <inheritdoc />
    public double Log(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var here = Log(point);
        var moved = point.ToArray();
        for (var d = 0; d < moved.Length; d++)
        {
            // Backwards at the upper end of the cube.
            var step = moved[d] > 0.5 ? -Step : Step;
            moved[d] = point[d] + step;
            gradient[d] = (Log(moved) - here) / step;
            moved[d] = point[d];
        }

        return here;
    }
}
