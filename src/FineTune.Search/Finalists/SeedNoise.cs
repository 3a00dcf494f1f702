namespace FineTune.Search.Finalists;

/// <summary>The noise between seeds, and how many of them it takes to see through it.</summary>
public static class SeedNoise
{
    /// <summary>Seeds of each of two settings that show a difference at 5 % error and 80 % power, results paired by seed: 8 SD^2 / d^2.</summary>
    /// <param name="deviation">The standard deviation of the paired differences.</param>
    /// <param name="difference">The difference to be seen.</param>
    public static double SeedsToSee(double deviation, double difference) =>
        difference == 0 ? double.PositiveInfinity : Math.Ceiling(8 * deviation * deviation / (difference * difference));

    /// <summary>Mean and standard deviation of finite values; NaN where there are too few.</summary>
    public static (double Mean, double Deviation) Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
        {
            return (double.NaN, double.NaN);
        }

        var mean = finite.Average();
        return (mean, finite.Count < 2 ? double.NaN : Math.Sqrt(finite.Sum(value => (value - mean) * (value - mean)) / (finite.Count - 1)));
    }

    /// <summary>The standard error of a share that is measured on so many examples (0.9 on 400: 1.5 points).</summary>
    public static double OfShare(double share, int examples) => Math.Sqrt(share * (1 - share) / examples);
}
