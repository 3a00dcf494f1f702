using FineTune.Training.Metrics;

namespace FineTune.Training;

/// <summary>An interval that holds an estimated number with a stated probability.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record ConfidenceInterval(double Low, double High)
{
    /// <summary>Wilson's 95 % interval for <paramref name="hits"/> out of <paramref name="count"/>; everything where there are none.</summary>
    public static ConfidenceInterval Wilson(int hits, int count) => count == 0 ? new ConfidenceInterval(0, 1) : WilsonInterval.Of(hits, count);
}
