namespace FineTune.Search.Numerics;

/// <summary>Tail probabilities of the chi-squared and of Student's t distribution, by series and continued fractions.</summary>
public static class TailProbabilities
{
    private const double Tiny = 1e-300;
    private const double Precision = 1e-15;

    /// <summary>The probability of a chi-squared variable above x.</summary>
    public static double ChiSquaredAbove(double x, double degrees) => x <= 0 ? 1 : UpperGamma(degrees / 2, x / 2);

    /// <summary>The probability of a t variable farther from zero than |t|.</summary>
    public static double StudentBeyond(double t, double degrees) =>
        double.IsInfinity(t) ? 0 : Beta(degrees / (degrees + (t * t)), degrees / 2, 0.5);

    /// <summary>The regularised upper incomplete gamma function.</summary>
    private static double UpperGamma(double a, double x)
    {
        var front = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; n < 10_000 && Math.Abs(term) > Math.Abs(sum) * Precision; n++)
            {
                term *= x / (a + n);
                sum += term;
            }

            return Math.Clamp(1 - (front * sum), 0, 1);
        }

        var (b, c) = (x + 1 - a, 1 / Tiny);
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < 10_000; n++)
        {
            var factor = -n * (n - a);
            b += 2;
            d = 1 / NotZero((factor * d) + b);
            c = NotZero(b + (factor / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
            {
                break;
            }
        }

        return Math.Clamp(front * h, 0, 1);
    }

    /// <summary>The regularised incomplete beta function.</summary>
    private static double Beta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            return Math.Clamp(x, 0, 1);
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    private static double Fraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m < 10_000; m++)
        {
            var even = m * (b - m) * x / ((a - 1 + (2 * m)) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + 1 + (2 * m)));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
            {
                break;
            }
        }

        return h;
    }

    /// <summary>log Gamma by Stirling's series, shifted up to where it is exact.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 15; x++)
        {
            shift -= Math.Log(x);
        }

        var inverse = 1 / (x * x);
        return shift + ((x - 0.5) * Math.Log(x)) - x + NormalDistribution.LogSqrtTwoPi
               + ((1.0 / 12 - (inverse * (1.0 / 360 - (inverse * (1.0 / 1260 - (inverse / 1680)))))) / x);
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
