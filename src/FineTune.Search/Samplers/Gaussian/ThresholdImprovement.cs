namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Log expected improvement over a threshold.</summary>
/// <param name="process">The model.</param>
/// <param name="threshold">The value to improve on; larger is better.</param>
internal sealed class ThresholdImprovement(GaussianProcess process, double threshold) : IAcquisition
{
    /// <summary>Where nothing is uncertain the logarithm would not exist.</summary>
    private const double LeastVariance = 1e-12;

    /// <inheritdoc />
    public double Log(ReadOnlySpan<double> point)
    {
        var (mean, variance) = process.Predict(point);
        return ExpectedImprovement.Log(mean, variance + LeastVariance, threshold);
    }

    /// <inheritdoc />
    public double Log(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Span<double> byMean = stackalloc double[point.Length];
        Span<double> byVariance = stackalloc double[point.Length];
        var (mean, variance) = process.Predict(point, byMean, byVariance);
        var slopes = ExpectedImprovement.WithDerivatives(mean, variance + LeastVariance, threshold);
        for (var d = 0; d < point.Length; d++)
        {
            gradient[d] = (slopes.ByMean * byMean[d]) + (slopes.ByVariance * byVariance[d]);
        }

        return slopes.Log;
    }
}
