namespace FineTune.Functions.Reports;

/// <summary>A chart's axis: a range widened to round numbers, and where its ticks stand.</summary>
internal sealed class Axis
{
    private const int WantedTicks = 5;

    private Axis(double low, double high, double step)
    {
        (Low, High) = (low, high);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + (i * step))];
    }

    /// <summary>The lower end.</summary>
    public double Low { get; }

    /// <summary>The upper end.</summary>
    public double High { get; }

    /// <summary>The ticks, from the lower end to the upper.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis over values.</summary>
    public static Axis Over(double low, double high)
    {
        var span = high > low ? high - low : Math.Max(Math.Abs(high), 1) * 0.1;
        var rough = span / WantedTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (new[] { 1.0, 2, 5, 10 }).First(factor => factor * power >= rough * 0.999);
        return new Axis(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling(((low + span) / step) - 1e-9) * step, step);
    }

    /// <summary>Where a value stands between the ends, 0 to 1.</summary>
    public double Place(double value) => (value - Low) / (High - Low);
}
