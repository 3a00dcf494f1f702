namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The Matern 5/2 kernel as a function of the squared scaled distance.</summary>
internal static class Matern52
{
    /// <summary>exp(-a) (a^2/3 + a + 1) with a = sqrt(5 r2).</summary>
    public static double Value(double squared)
    {
        var a = Math.Sqrt(5 * squared);
        return Math.Exp(-a) * ((5.0 / 3 * squared) + a + 1);
    }

    /// <summary>The derivative by the squared distance, -5/6 (1 + a) exp(-a); finite at zero.</summary>
    public static double Derivative(double squared)
    {
        var a = Math.Sqrt(5 * squared);
        return -5.0 / 6 * (1 + a) * Math.Exp(-a);
    }
}
