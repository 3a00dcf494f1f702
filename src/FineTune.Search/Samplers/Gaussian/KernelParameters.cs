namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The parameters of a Gaussian process over the unit cube.</summary>
/// <param name="InverseSquaredLengths">One over the squared length scale, by dimension.</param>
/// <param name="Scale">The variance of the function.</param>
/// <param name="Noise">The variance of an observation around it.</param>
internal sealed record KernelParameters(double[] InverseSquaredLengths, double Scale, double Noise)
{
    /// <summary>The smallest noise.</summary>
    public const double LeastNoise = 1e-6;

    /// <summary>All ones, where a fit starts.</summary>
    public static KernelParameters Ones(int dimensions)
    {
        var lengths = new double[dimensions];
        Array.Fill(lengths, 1);
        return new KernelParameters(lengths, 1, 1);
    }

    /// <summary>The logarithm of the (unnormalised) prior: length scales near one, scale Gamma(2, 1), noise Gamma(1.1, 30), as in Optuna.</summary>
    public double LogPrior()
    {
        var sum = Math.Log(Scale) - Scale + (0.1 * Math.Log(Noise)) - (30 * Noise);
        foreach (var weight in InverseSquaredLengths)
        {
            sum -= (0.1 / weight) + (0.1 * weight);
        }

        return sum;
    }
}
