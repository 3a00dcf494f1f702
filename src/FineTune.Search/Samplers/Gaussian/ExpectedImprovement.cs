using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The logarithm of the expected improvement over a threshold (larger is better), stable far below it (Ament et al. 2023).</summary>
internal static class ExpectedImprovement
{
    private const double HalfLogPi = 0.22579135264472743236;

    /// <summary>log (z Phi(z) + phi(z)).</summary>
    public static double LogStandard(double z)
    {
        if (z >= -1)
        {
            return Math.Log((z * NormalDistribution.Cumulative(z)) + NormalDistribution.Density(z));
        }

        var tail = z < -60 ? FarTail(z) : SmallDifferences.Log1P(Math.Exp(HalfLogPi) * z * NormalDistribution.Erfcx(-z * 0.70710678118654752440));
        return (-0.5 * z * z) - NormalDistribution.LogSqrtTwoPi + tail;
    }

    /// <summary>The logarithm for a normal value with this mean and variance.</summary>
    public static double Log(double mean, double variance, double threshold)
    {
        var sigma = Math.Sqrt(variance);
        return LogStandard((mean - threshold) / sigma) + Math.Log(sigma);
    }

    /// <summary>The logarithm and its derivatives by mean and by variance.</summary>
    public static (double Log, double ByMean, double ByVariance) WithDerivatives(double mean, double variance, double threshold)
    {
        var sigma = Math.Sqrt(variance);
        var z = (mean - threshold) / sigma;
        var standard = LogStandard(z);
        var byMean = Math.Exp(NormalDistribution.LogCumulative(z) - standard) / sigma;
        var density = (-0.5 * z * z) - NormalDistribution.LogSqrtTwoPi;
        var byVariance = Math.Exp(density - standard) / (2 * variance);
        return (standard + Math.Log(sigma), byMean, byVariance);
    }

    /// <summary>log (1 - |z| times Mills' ratio) by its asymptotic series.</summary>
    private static double FarTail(double z)
    {
        var inverse = 1 / (z * z);
        var series = 1 - (inverse * (3 - (inverse * (15 - (inverse * (105 - (945 * inverse)))))));
        return SmallDifferences.Log1P(series - 1) - (2 * Math.Log(-z));
    }
}
