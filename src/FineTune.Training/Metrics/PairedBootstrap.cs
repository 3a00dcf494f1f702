namespace FineTune.Training.Metrics;

/// <summary>
/// The bootstrap over rows: intervals for a mean of per-row scores and for the difference of two models' means on the
/// same rows. (Efron and Tibshirani, 1993.)
/// </summary>
public sealed class PairedBootstrap
{
    private readonly double[] _means;
    private readonly double[] _differences;

    /// <summary>Resamples rows as given.</summary>
    /// <param name="first">One score a row of the first model.</param>
    /// <param name="second">One score a row of the second model.</param>
    /// <param name="resamples">For each resample the numbers of its rows.</param>
    public PairedBootstrap(IReadOnlyList<double> first, IReadOnlyList<double> second, IEnumerable<IReadOnlyList<int>> resamples)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        var means = new List<double>();
        var differences = new List<double>();
        foreach (var rows in resamples)
        {
            var mean = rows.Average(row => first[row]);
            means.Add(mean);
            differences.Add(mean - rows.Average(row => second[row]));
        }

        Mean = first.Average();
        Difference = Mean - second.Average();
        _means = [.. means];
        _differences = [.. differences];
    }

    /// <summary>The mean of the first model's scores.</summary>
    public double Mean { get; }

    /// <summary>The first model's mean less the second's.</summary>
    public double Difference { get; }

    /// <summary>The means of the first model's scores, a resample each.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>The differences, a resample each.</summary>
    public IReadOnlyList<double> Differences => _differences;

    /// <summary>How often the difference is not above 0: (1 + #{d* ≤ 0}) / (B + 1).</summary>
    public double OneSidedP => (1.0 + _differences.Count(d => d <= 0)) / (_differences.Length + 1);

    /// <summary>How often a shifted difference is as large: (1 + #{|d* - d| ≥ |d|}) / (B + 1).</summary>
    public double TwoSidedP => (1.0 + _differences.Count(d => Math.Abs(d - Difference) >= Math.Abs(Difference))) / (_differences.Length + 1);

    /// <summary>Draws resamples by a counter-based generator: a pure function of seed, rows and count.</summary>
    public static PairedBootstrap Draw(IReadOnlyList<double> first, IReadOnlyList<double> second, int count, ulong seed) =>
        new(first, second, Enumerable.Range(0, count).Select(resample => Rows(first.Count, resample, seed)));

    /// <summary>The percentile interval of the first model's mean.</summary>
    public ConfidenceInterval PercentileOfMean(double confidence = 0.95) => Percentile(_means, confidence);

    /// <summary>The basic interval of the first model's mean: twice the mean less the percentiles.</summary>
    public ConfidenceInterval BasicOfMean(double confidence = 0.95)
    {
        var (low, high) = Percentile(_means, confidence);
        return new ConfidenceInterval((2 * Mean) - high, (2 * Mean) - low);
    }

    /// <summary>The percentile interval of the difference.</summary>
    public ConfidenceInterval PercentileOfDifference(double confidence = 0.95) => Percentile(_differences, confidence);

    /// <summary>The percentile interval of a statistic from its values over resamples.</summary>
    public static ConfidenceInterval Percentile(double[] values, double confidence)
    {
        var sorted = values.Order().ToArray();
        return new ConfidenceInterval(Quantile(sorted, (1 - confidence) / 2), Quantile(sorted, (1 + confidence) / 2));
    }

    private static double Quantile(double[] sorted, double q)
    {
        var position = q * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The rows of one resample.</summary>
    public static int[] Rows(int count, int resample, ulong seed)
    {
        var rows = new int[count];
        for (var i = 0; i < count; i++)
        {
            var x = unchecked((seed * 0x9E3779B97F4A7C15) + ((((ulong)(uint)resample << 32) | (uint)i) * 0xD1B54A32D192ED03));
            x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9);
            x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EB);
            rows[i] = (int)(Math.BigMul(x ^ (x >> 31), (ulong)count, out _));
        }

        return rows;
    }
}
