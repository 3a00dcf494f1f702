namespace FineTune.Training;

/// <summary>An interval that holds a proportion with a probability of 95 %.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record ConfidenceInterval(double Low, double High)
{
    private const double Quantile = 1.959963984540054;

    /// <summary>The interval of Wilson (1927) for <paramref name="hits"/> out of <paramref name="count"/>.</summary>
    public static ConfidenceInterval Wilson(int hits, int count)
    {
        if (count == 0)
        {
            return new ConfidenceInterval(0, 1);
        }

        var share = hits / (double)count;
        var square = Quantile * Quantile / count;
        var centre = (share + (square / 2)) / (1 + square);
        var half = Quantile / (1 + square) * Math.Sqrt((share * (1 - share) / count) + (square / 4 / count));
        return new ConfidenceInterval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
