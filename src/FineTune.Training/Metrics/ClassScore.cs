namespace FineTune.Training.Metrics;

/// <summary>Precision, recall and F of one class or an average.</summary>
/// <param name="Precision">Of those predicted, the part that is right.</param>
/// <param name="Recall">Of those that are there, the part that was found.</param>
/// <param name="F">Their weighted harmonic mean.</param>
/// <param name="Support">How many are there.</param>
public readonly record struct ClassScore(double Precision, double Recall, double F, long Support)
{
    /// <summary>Scores from counts.</summary>
    /// <param name="hits">Right predictions.</param>
    /// <param name="predicted">All predictions.</param>
    /// <param name="actual">All that are there.</param>
    /// <param name="beta">Weight of recall against precision; 1 for F1.</param>
    /// <param name="zeroDivision">What a score without denominator is.</param>
    internal static ClassScore Of(long hits, long predicted, long actual, double beta, ZeroDivision zeroDivision)
    {
        var fallback = ValueOf(zeroDivision);
        var denominator = (beta * beta * actual) + predicted;
        return new ClassScore(
            predicted == 0 ? fallback : (double)hits / predicted,
            actual == 0 ? fallback : (double)hits / actual,
            denominator == 0 ? fallback : (1 + (beta * beta)) * hits / denominator,
            actual);
    }

    /// <summary>The number that stands for a division by zero.</summary>
    internal static double ValueOf(ZeroDivision zeroDivision) => zeroDivision switch
    {
        ZeroDivision.One => 1,
        ZeroDivision.NaN => double.NaN,
        _ => 0,
    };
}
