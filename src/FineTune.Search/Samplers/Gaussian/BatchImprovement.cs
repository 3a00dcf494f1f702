using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Log expected improvement of a point beside trials that are still running, by sampling (Wilson et al. 2018; Optuna 5's q-batch rule).</summary>
/// <remarks>
/// The results of running trials are drawn from their joint posterior. In each sample the point is worth what the best of it and them is above the
/// threshold; worthless samples count as a tiny improvement, so that the logarithm exists.
/// </remarks>
internal sealed class BatchImprovement
{
    private const double Least = 1e-12;

    private readonly GaussianProcess _process;
    private readonly double[][] _running;
    private readonly double[][] _normals;
    private readonly double _threshold;
    private readonly double[,] _factor;
    private readonly double[] _means;

    /// <summary>An acquisition beside running trials.</summary>
    /// <param name="process">The process over finished trials.</param>
    /// <param name="running">The points of running trials.</param>
    /// <param name="normals">Standard normal numbers: samples by running trials and one more for the point.</param>
    /// <param name="threshold">The value to improve on; larger is better.</param>
    public BatchImprovement(GaussianProcess process, double[][] running, double[][] normals, double threshold)
    {
        (_process, _running, _normals, _threshold) = (process, running, normals, threshold);
        _means = [.. running.Select(point => process.Predict(point).Mean)];
        _factor = SmallCholesky.Factor(running.Length, (i, j) => process.Covariance(running[i], running[j]) + (i == j ? Least : 0));
        Fantasies = [.. normals.Select(z => Enumerable.Range(0, running.Length).Select(i => _means[i] + Enumerable.Range(0, i + 1).Sum(j => _factor[i, j] * z[j])).ToArray())];
    }

    /// <summary>Results of the running trials, by sample.</summary>
    public double[][] Fantasies { get; }

    /// <summary>The logarithm of the expected improvement at a point.</summary>
    public double Log(double[] point)
    {
        var (mean, variance) = _process.Predict(point);
        var along = SmallCholesky.SolveLower(_factor, [.. _running.Select(other => _process.Covariance(point, other))]);
        var rest = Math.Sqrt(Math.Max(variance + Least - along.Sum(value => value * value), 0));
        var sum = 0.0;
        for (var sample = 0; sample < _normals.Length; sample++)
        {
            var value = mean + (rest * _normals[sample][^1]);
            for (var j = 0; j < along.Length; j++)
            {
                value += along[j] * _normals[sample][j];
            }

            sum += Math.Max(Math.Max(value, Fantasies[sample].Max()) - _threshold, Least);
        }

        return Math.Log(sum / _normals.Length);
    }
}
