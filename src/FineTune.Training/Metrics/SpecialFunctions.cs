namespace FineTune.Training.Metrics;

/// <summary>The few functions of probability that .NET lacks, to about 1e-14.</summary>
internal static class SpecialFunctions
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The complementary error function: a series below 2, a continued fraction above.</summary>
    public static double Erfc(double x)
    {
        if (x < 0)
        {
            return 2 - Erfc(-x);
        }

        if (x < 2)
        {
            var (term, sum) = (x, x);
            for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum) && n < 200; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return 1 - (2 / Math.Sqrt(Math.PI) * sum);
        }

        var fraction = 0.0;
        for (var k = 120; k >= 1; k--)
        {
            fraction = k / 2.0 / (x + fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }

    /// <summary>The quantile of the standard normal distribution: bisection's start, then Newton's steps.</summary>
    public static double NormalQuantile(double probability)
    {
        if (probability is <= 0 or >= 1 or double.NaN)
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability strictly between 0 and 1 is needed.");
        }

        var tail = Math.Min(probability, 1 - probability);
        var (low, high) = (0.0, 40.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Erfc(middle / Math.Sqrt(2)) / 2 > tail ? (middle, high) : (low, middle);
        }

        var z = (low + high) / 2;
        for (var i = 0; i < 3; i++)
        {
            z += ((Erfc(z / Math.Sqrt(2)) / 2) - tail) * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
        }

        return probability < 0.5 ? -z : z;
    }

    /// <summary>The logarithm of the gamma function for positive numbers (Lanczos, g = 7).</summary>
    public static double LogGamma(double x)
    {
        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x + i);
        }

        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The regularized incomplete beta function, by Lentz's continued fraction.</summary>
    public static double IncompleteBeta(double a, double b, double x)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - IncompleteBeta(b, a, 1 - x);
        }

        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)) / a;
        var (c, d, value) = (1.0, 0.0, 1.0);
        for (var i = 0; i <= 2000; i++)
        {
            var m = i / 2;
            var numerator = i == 0 ? 1
                : i % 2 == 0 ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 + (numerator * d);
            d = 1 / (Math.Abs(d) < 1e-300 ? 1e-300 : d);
            c = 1 + (numerator / c);
            c = Math.Abs(c) < 1e-300 ? 1e-300 : c;
            value *= c * d;
            if (Math.Abs(1 - (c * d)) < 1e-16)
            {
                break;
            }
        }

        return front * (value - 1);
    }
}
