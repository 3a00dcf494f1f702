namespace FineTune.Search.Finalists;

/// <summary>Takes back what the best of many noisy results owes to luck.</summary>
/// <remarks>
/// The best of n results is the luckiest of the good ones. Each value is drawn towards the common mean by the share of the variance between
/// them that is noise (James and Stein 1961; empirical Bayes), which is unbiased for a normal spread of true values.
/// </remarks>
public static class WinnersCurse
{
    /// <summary>What to expect of each value when it is measured again.</summary>
    /// <param name="values">Measured values of comparable settings; those that are not finite stay as they are.</param>
    /// <param name="noise">The standard deviation of one value's noise.</param>
    public static double[] Expected(IReadOnlyList<double> values, double noise)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (mean, deviation) = SeedNoise.Of(values);
        var kept = !double.IsFinite(deviation) || !double.IsFinite(noise) ? 1
            : deviation == 0 ? 0
            : Math.Max(0, 1 - (noise * noise / (deviation * deviation)));
        return [.. values.Select(value => double.IsFinite(value) ? mean + (kept * (value - mean)) : value)];
    }
}
