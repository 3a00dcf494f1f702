namespace FineTune.Search.Numerics;

/// <summary>log(1 + x) and exp(x) - 1 without loss of digits near zero (Kahan).</summary>
internal static class SmallDifferences
{
    /// <summary>log(1 + x).</summary>
    public static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>exp(x) - 1.</summary>
    public static double ExpM1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1)
        {
            return x;
        }

        var difference = u - 1;
        return difference == -1 || double.IsInfinity(u) ? difference : difference * x / Math.Log(u);
    }

    /// <summary>log(exp(a) + exp(b)).</summary>
    public static double LogAddExp(double a, double b)
    {
        var (larger, smaller) = a >= b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(larger) ? larger : larger + Log1P(Math.Exp(smaller - larger));
    }

    /// <summary>log(exp(a) - exp(b)) for a at or above b.</summary>
    public static double LogSubtractExp(double a, double b)
    {
        var gap = b - a;
        return gap > -0.6931471805599453 ? a + Math.Log(-ExpM1(gap)) : a + Log1P(-Math.Exp(gap));
    }
}
