using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>A Gaussian process with a Matern 5/2 kernel and one length scale a dimension, conditioned on observations.</summary>
/// <remarks>Points are columns by dimension: numbers in [0, 1], or the index of a choice, of which only equality counts.</remarks>
internal sealed class GaussianProcess
{
    private readonly double[][] _columns;
    private readonly bool[] _categorical;
    private readonly double[] _factor;
    private readonly double[] _alpha;

    /// <summary>Conditions on observations.</summary>
    /// <param name="columns">The observed points by dimension.</param>
    /// <param name="categorical">Which dimensions are choices.</param>
    /// <param name="values">The observed values.</param>
    /// <param name="parameters">The kernel's; its noise must not be zero.</param>
    /// <param name="variances">What each observation is uncertain by besides the noise, or null where all are alike.</param>
    public GaussianProcess(double[][] columns, bool[] categorical, double[] values, KernelParameters parameters, double[]? variances = null)
    {
        (_columns, _categorical, Parameters, Count) = (columns, categorical, parameters, values.Length);
        _factor = Kernel(columns, categorical, parameters, variances, Count);
        var jitter = 0.0;
        while (!Cholesky.Factor(_factor, Count))
        {
            jitter = jitter == 0 ? 1e-8 : jitter * 10;
            _factor = Kernel(columns, categorical, parameters with { Noise = parameters.Noise + jitter }, variances, Count);
        }

        _alpha = [.. values];
        Cholesky.SolveLower(_factor, Count, _alpha);
        var quadratic = Cholesky.Dot(_alpha, _alpha);
        Cholesky.SolveUpper(_factor, Count, _alpha);
        var logDeterminant = 0.0;
        for (var i = 0; i < Count; i++)
        {
            logDeterminant += Math.Log(_factor[(i * Count) + i]);
        }

        LogLikelihood = (-0.5 * quadratic) - logDeterminant;
    }

    /// <summary>The number of observations.</summary>
    public int Count { get; }

    /// <summary>The kernel's parameters.</summary>
    public KernelParameters Parameters { get; }

    /// <summary>The logarithm of the marginal likelihood without its constant.</summary>
    public double LogLikelihood { get; }

    /// <summary>The covariance of a point with every observation.</summary>
    public double[] Covariances(ReadOnlySpan<double> point)
    {
        var squared = new double[Count];
        AddSquaredDistances(point, squared);
        Matern52.Apply(squared, Parameters.Scale);
        return squared;
    }

    /// <summary>Mean and variance of the function at a point.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> point)
    {
        var (mean, variance, _) = Posterior(point);
        return (mean, variance);
    }

    /// <summary>Mean and variance at a point, and what <see cref="Covariance"/> needs of it: its covariances with the observations, divided by the factor.</summary>
    public (double Mean, double Variance, double[] Whitened) Posterior(ReadOnlySpan<double> point)
    {
        var k = Covariances(point);
        var mean = Cholesky.Dot(k, _alpha);
        Cholesky.SolveLower(_factor, Count, k);
        return (mean, Math.Max(Parameters.Scale - Cholesky.Dot(k, k), 0), k);
    }

    /// <summary>The mean of the function at a point, which costs far less than its variance.</summary>
    public double Mean(ReadOnlySpan<double> point) => Cholesky.Dot(Covariances(point), _alpha);

    /// <summary>The covariance of the function at two points.</summary>
    /// <param name="a">One point.</param>
    /// <param name="whitenedA">What <see cref="Posterior"/> gave for it.</param>
    /// <param name="b">The other point.</param>
    /// <param name="whitenedB">What it gave for that.</param>
    public double Covariance(ReadOnlySpan<double> a, double[] whitenedA, ReadOnlySpan<double> b, double[] whitenedB)
    {
        var squared = 0.0;
        for (var d = 0; d < _columns.Length; d++)
        {
            squared += Parameters.InverseSquaredLengths[d] * Squared(a[d], b[d], _categorical[d]);
        }

        return (Parameters.Scale * Matern52.Value(squared)) - Cholesky.Dot(whitenedA, whitenedB);
    }

    /// <summary>Mean and variance, and their derivatives by the numeric coordinates (0 for choices).</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> point, Span<double> meanGradient, Span<double> varianceGradient)
    {
        var k = new double[Count];
        AddSquaredDistances(point, k);
        var slope = new double[Count];
        Matern52.Apply(k, Parameters.Scale, slope);

        var mean = Cholesky.Dot(k, _alpha);
        var solved = k;
        Cholesky.SolveLower(_factor, Count, solved);
        var variance = Parameters.Scale - Cholesky.Dot(solved, solved);
        Cholesky.SolveUpper(_factor, Count, solved);
        for (var d = 0; d < _columns.Length; d++)
        {
            var (meanSum, varianceSum) = (0.0, 0.0);
            if (!_categorical[d])
            {
                var weight = 2 * Parameters.InverseSquaredLengths[d];
                var column = _columns[d];
                for (var i = 0; i < Count; i++)
                {
                    var change = slope[i] * weight * (point[d] - column[i]);
                    meanSum += change * _alpha[i];
                    varianceSum -= 2 * change * solved[i];
                }
            }

            meanGradient[d] = meanSum;
            varianceGradient[d] = varianceSum;
        }

        return (mean, Math.Max(variance, 0));
    }

    /// <summary>The gradient of the log likelihood by log length weights, log scale and log (noise - least noise), in this order.</summary>
    public void LikelihoodGradient(Span<double> gradient)
    {
        var inverse = Cholesky.Inverse(_factor, Count);
        var dimensions = _columns.Length;
        gradient.Clear();
        var squared = new double[Count];
        var pull = new double[Count];
        var point = new double[dimensions];
        for (var i = 0; i < Count; i++)
        {
            for (var d = 0; d < dimensions; d++)
            {
                point[d] = _columns[d][i];
            }

            var before = squared.AsSpan(0, i);
            before.Clear();
            AddSquaredDistances(point, before);
            Matern52.Apply(before, Parameters.Scale, pull.AsSpan(0, i));
            var scaleSum = 0.0;
            for (var j = 0; j < i; j++)
            {
                var share = (_alpha[i] * _alpha[j]) - inverse[(i * Count) + j];
                scaleSum += share * squared[j];
                pull[j] *= share;
            }

            var own = (_alpha[i] * _alpha[i]) - inverse[(i * Count) + i];
            gradient[dimensions] += scaleSum + (0.5 * own * Parameters.Scale);
            gradient[dimensions + 1] += 0.5 * own * (Parameters.Noise - KernelParameters.LeastNoise);
            for (var d = 0; d < dimensions; d++)
            {
                gradient[d] += Parameters.InverseSquaredLengths[d] * Pulled(point[d], _columns[d], pull, i, _categorical[d]);
            }
        }
    }

    private static double Pulled(double at, double[] column, double[] pull, int count, bool categorical)
    {
        var sum = 0.0;
        for (var j = 0; j < count; j++)
        {
            sum += pull[j] * Squared(at, column[j], categorical);
        }

        return sum;
    }

    private static double[] Kernel(double[][] columns, bool[] categorical, KernelParameters parameters, double[]? variances, int count)
    {
        var matrix = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            var row = matrix.AsSpan(i * count, i + 1);
            for (var d = 0; d < columns.Length; d++)
            {
                AddDimension(columns[d][i], columns[d], parameters.InverseSquaredLengths[d], categorical[d], row[..i]);
            }

            Matern52.Apply(row[..i], parameters.Scale);
            row[i] = parameters.Scale + parameters.Noise + (variances is null ? 0 : variances[i]);
        }

        return matrix;
    }

    private static void AddDimension(double at, double[] column, double weight, bool categorical, Span<double> squared)
    {
        if (categorical)
        {
            for (var j = 0; j < squared.Length; j++)
            {
                squared[j] += at == column[j] ? 0 : weight;
            }

            return;
        }

        for (var j = 0; j < squared.Length; j++)
        {
            var difference = at - column[j];
            squared[j] += weight * difference * difference;
        }
    }

    private static double Squared(double a, double b, bool categorical) => categorical ? (a == b ? 0 : 1) : (a - b) * (a - b);

    private void AddSquaredDistances(ReadOnlySpan<double> point, Span<double> squared)
    {
        for (var d = 0; d < _columns.Length; d++)
        {
            AddDimension(point[d], _columns[d], Parameters.InverseSquaredLengths[d], _categorical[d], squared);
        }
    }
}
