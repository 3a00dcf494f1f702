namespace FineTune.Search.Numerics;

/// <summary>The standard normal distribution with full relative precision in its tails.</summary>
/// <remarks>The error functions are W. J. Cody's rational approximations (Math. Comp. 23, 1969), good to about one unit in the last place.</remarks>
internal static class NormalDistribution
{
    /// <summary>log sqrt(2 pi).</summary>
    public const double LogSqrtTwoPi = 0.91893853320467274178;

    private const double InverseSqrtPi = 0.56418958354775628695;
    private const double InverseSqrtTwo = 0.70710678118654752440;

    private static readonly double[] A = [3.16112374387056560e00, 1.13864154151050156e02, 3.77485237685302021e02, 3.20937758913846947e03, 1.85777706184603153e-1];
    private static readonly double[] B = [2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03];
    private static readonly double[] C = [5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e01, 2.98635138197400131e02, 8.81952221241769090e02, 1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03, 2.15311535474403846e-8];
    private static readonly double[] D = [1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02, 1.62138957456669019e03, 3.29079923573345963e03, 4.36261909014324716e03, 3.43936767414372164e03, 1.23033935480374942e03];
    private static readonly double[] P = [3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4, 1.63153871373020978e-2];
    private static readonly double[] Q = [2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <summary>The density.</summary>
    public static double Density(double x) => Math.Exp((-0.5 * x * x) - LogSqrtTwoPi);

    /// <summary>The probability of a value at or below x.</summary>
    public static double Cumulative(double x) => 0.5 * Erfc(-x * InverseSqrtTwo);

    /// <summary>The logarithm of the probability of a value at or below x.</summary>
    public static double LogCumulative(double x) =>
        x > 5 ? SmallDifferences.Log1P(-0.5 * Erfc(x * InverseSqrtTwo))
        : x > -1 ? Math.Log(0.5 * Erfc(-x * InverseSqrtTwo))
        : Math.Log(0.5 * Erfcx(-x * InverseSqrtTwo)) - (0.5 * x * x);

    /// <summary>The logarithm of the probability of [a, b], also far out in a tail.</summary>
    public static double LogMass(double a, double b)
    {
        if (b <= 0)
        {
            return SmallDifferences.LogSubtractExp(LogCumulative(b), LogCumulative(a));
        }

        if (a >= 0)
        {
            return SmallDifferences.LogSubtractExp(LogCumulative(-a), LogCumulative(-b));
        }

        // Beyond 8.3 standard deviations a tail is less than half a unit in the last place of one.
        var left = a < -8.5 ? 0 : Cumulative(a);
        var right = b > 8.5 ? 0 : Cumulative(-b);
        return SmallDifferences.Log1P(-left - right);
    }

    /// <summary>The value below which a normal variable truncated to [a, b] lies with probability q.</summary>
    public static double TruncatedQuantile(double q, double a, double b)
    {
        if (q <= 0)
        {
            return a;
        }

        if (q >= 1)
        {
            return b;
        }

        var logMass = LogMass(a, b);
        var x = a < 0
            ? InverseLogCumulative(SmallDifferences.LogAddExp(LogCumulative(a), Math.Log(q) + logMass))
            : -InverseLogCumulative(SmallDifferences.LogAddExp(LogCumulative(-b), SmallDifferences.Log1P(-q) + logMass));
        return Math.Clamp(x, a, b);
    }

    /// <summary>The x at which <see cref="LogCumulative"/> has this value (below 0), by Newton steps on the logarithm.</summary>
    public static double InverseLogCumulative(double value)
    {
        if (value > -1e-2)
        {
            // Close to one: work on the other tail, whose logarithm moves.
            return -InverseLogCumulative(Math.Log(-SmallDifferences.ExpM1(value)));
        }

        var x = value < -5 ? -Math.Sqrt(-2 * (value + LogSqrtTwoPi)) : (value + 0.6931471805599453) * 0.9;
        x = double.IsNaN(x) ? -1 : x;
        for (var round = 0; round < 60; round++)
        {
            var log = LogCumulative(x);
            var step = (log - value) * Math.Exp(log + (0.5 * x * x) + LogSqrtTwoPi);
            x -= Math.Clamp(step, -2, 2);
            if (Math.Abs(step) < 1e-15 * (1 + Math.Abs(x)))
            {
                break;
            }
        }

        return x;
    }

    /// <summary>The complementary error function.</summary>
    public static double Erfc(double x)
    {
        var y = Math.Abs(x);
        if (y <= 0.46875)
        {
            return 1 - SmallErf(x);
        }

        var tail = y > 26.6 ? 0 : ScaledTail(y) * ExpMinusSquare(y);
        return x < 0 ? 2 - tail : tail;
    }

    /// <summary>exp(x^2) erfc(x) for x of any sign.</summary>
    public static double Erfcx(double x)
    {
        var y = Math.Abs(x);
        if (y <= 0.46875)
        {
            return Math.Exp(x * x) * (1 - SmallErf(x));
        }

        var tail = ScaledTail(y);
        return x < 0 ? (2 * Math.Exp(x * x)) - tail : tail;
    }

    private static double SmallErf(double x)
    {
        var square = x * x;
        var above = A[4] * square;
        var below = square;
        for (var i = 0; i < 3; i++)
        {
            above = (above + A[i]) * square;
            below = (below + B[i]) * square;
        }

        return x * (above + A[3]) / (below + B[3]);
    }

    private static double ScaledTail(double y)
    {
        if (y <= 4)
        {
            var above = C[8] * y;
            var below = y;
            for (var i = 0; i < 7; i++)
            {
                above = (above + C[i]) * y;
                below = (below + D[i]) * y;
            }

            return (above + C[7]) / (below + D[7]);
        }

        var inverse = 1 / (y * y);
        var top = P[5] * inverse;
        var bottom = inverse;
        for (var i = 0; i < 4; i++)
        {
            top = (top + P[i]) * inverse;
            bottom = (bottom + Q[i]) * inverse;
        }

        return (InverseSqrtPi - (inverse * (top + P[4]) / (bottom + Q[4]))) / y;
    }

    /// <summary>exp(-y^2) with the square split, so that its rounding does not show.</summary>
    private static double ExpMinusSquare(double y)
    {
        var coarse = Math.Truncate(y * 16) / 16;
        return Math.Exp(-coarse * coarse) * Math.Exp(-(y - coarse) * (y + coarse));
    }
}
