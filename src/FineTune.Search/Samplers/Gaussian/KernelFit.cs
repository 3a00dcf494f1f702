using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Finds the kernel parameters with the largest posterior (likelihood times prior), from all ones.</summary>
internal static class KernelFit
{
    private const double Widest = 12;

    /// <summary>The fitted parameters.</summary>
    /// <param name="columns">The observed points.</param>
    /// <param name="categorical">Which dimensions are choices.</param>
    /// <param name="values">Standardised observations.</param>
    /// <param name="noiseFree">Whether observations are exact: then the noise stays at its least.</param>
    /// <param name="tolerance">The largest component of the gradient at the end.</param>
    /// <param name="variances">What each observation is uncertain by besides the noise, or null where all are alike.</param>
    public static KernelParameters Fit(
        double[][] columns, bool[] categorical, double[] values, bool noiseFree = false, double tolerance = 1e-2, double[]? variances = null)
    {
        var size = columns.Length + (noiseFree ? 1 : 2);
        var x = new double[size];
        var low = new double[size];
        var high = new double[size];
        Array.Fill(low, -Widest);
        Array.Fill(high, Widest);
        BoxMinimizer.Minimize((at, gradient) => Loss(columns, categorical, values, at, gradient, noiseFree, variances), x, low, high, tolerance, 200);
        return Parameters(x, columns.Length, noiseFree);
    }

    /// <summary>The negative logarithm of likelihood times prior, and its gradient in the logarithms of the parameters.</summary>
    public static double Loss(
        double[][] columns, bool[] categorical, double[] values, ReadOnlySpan<double> at, Span<double> gradient, bool noiseFree, double[]? variances = null)
    {
        var dimensions = columns.Length;
        var parameters = Parameters(at, dimensions, noiseFree);
        var process = new GaussianProcess(columns, categorical, values, parameters, variances);
        var likelihood = new double[dimensions + 2];
        process.LikelihoodGradient(likelihood);
        for (var d = 0; d < dimensions; d++)
        {
            var weight = parameters.InverseSquaredLengths[d];
            gradient[d] = -likelihood[d] - (0.1 / weight) + (0.1 * weight);
        }

        gradient[dimensions] = -likelihood[dimensions] - 1 + parameters.Scale;
        if (!noiseFree)
        {
            var raw = parameters.Noise - KernelParameters.LeastNoise;
            gradient[dimensions + 1] = -likelihood[dimensions + 1] - (raw * ((0.1 / parameters.Noise) - 30));
        }

        return -process.LogLikelihood - parameters.LogPrior();
    }

    private static KernelParameters Parameters(ReadOnlySpan<double> at, int dimensions, bool noiseFree)
    {
        var weights = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            weights[d] = Math.Exp(at[d]);
        }

        return new KernelParameters(weights, Math.Exp(at[dimensions]), KernelParameters.LeastNoise + (noiseFree ? 0 : Math.Exp(at[dimensions + 1])));
    }
}
