namespace FineTune.Training.Metrics;

/// <summary>
/// Wilson's score interval for a proportion such as accuracy: centre (p + z²/2n) / (1 + z²/n), half width
/// z / (1 + z²/n) · √(p(1-p)/n + z²/4n²), within [0, 1]. (E. B. Wilson, 1927.)
/// </summary>
public static class WilsonInterval
{
    /// <summary>The interval for <paramref name="successes"/> of <paramref name="count"/>.</summary>
    /// <param name="successes">How many succeeded.</param>
    /// <param name="count">Out of how many; at least 1.</param>
    /// <param name="confidence">The confidence level, within (0, 1).</param>
    public static ConfidenceInterval Of(long successes, long count, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        var z = SpecialFunctions.NormalQuantile((1 + confidence) / 2);
        double n = count;
        var p = successes / n;
        var scale = 1 + (z * z / n);
        var centre = (p + (z * z / (2 * n))) / scale;
        var half = z / scale * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        return new ConfidenceInterval(Math.Max(centre - half, 0), Math.Min(centre + half, 1));
    }
}
