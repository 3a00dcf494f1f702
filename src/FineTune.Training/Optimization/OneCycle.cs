namespace FineTune.Training.Optimization;

/// <summary>One cycle (Smith and Topin 2018) as torch's OneCycleLR has it: the rate rises and falls while the momentum falls and rises.</summary>
/// <param name="TotalSteps">Updates of the whole training.</param>
public sealed record OneCycle(long TotalSteps)
{
    /// <summary>Share of the updates over which the rate rises.</summary>
    public double RisingShare { get; init; } = 0.3;

    /// <summary>What the peak rate is divided by at the first update.</summary>
    public double Divisor { get; init; } = 25;

    /// <summary>What that rate is divided by at the last update.</summary>
    public double FinalDivisor { get; init; } = 1e4;

    /// <summary>Momentum at the peak rate.</summary>
    public double LowMomentum { get; init; } = 0.85;

    /// <summary>Momentum at both ends.</summary>
    public double HighMomentum { get; init; } = 0.95;

    /// <summary>Whether the phases are straight lines instead of half cosines.</summary>
    public bool IsStraight { get; init; }

    /// <summary>Whether the rate falls as fast as it rose, and only then to the end.</summary>
    public bool HasThreePhases { get; init; }

    /// <summary>The factor of the rate at update number <paramref name="step"/>, counted from 0.</summary>
    public double Factor(long step) => At(step, 1 / Divisor, 1, 1 / Divisor / FinalDivisor);

    /// <summary>The momentum at that update.</summary>
    public double Momentum(long step) => At(step, HighMomentum, LowMomentum, HighMomentum);

    /// <summary>A value that goes from its start to its peak and, over its start where there are three phases, to its end.</summary>
    private double At(long step, double start, double peak, double end)
    {
        double[] ends = HasThreePhases
            ? [(RisingShare * TotalSteps) - 1, (2 * RisingShare * TotalSteps) - 2, TotalSteps - 1]
            : [(RisingShare * TotalSteps) - 1, TotalSteps - 1];
        double[] values = HasThreePhases ? [start, peak, start, end] : [start, peak, end];
        var (phase, from) = (0, 0.0);
        while (phase < ends.Length - 1 && step > ends[phase])
        {
            from = ends[phase++];
        }

        // A phase without length, and steps after the end, have arrived.
        var share = ends[phase] > from ? Math.Min(1, (step - from) / (ends[phase] - from)) : 1;
        return IsStraight
            ? ((values[phase + 1] - values[phase]) * share) + values[phase]
            : values[phase + 1] + ((values[phase] - values[phase + 1]) / 2 * (1 + Math.Cos(Math.PI * share)));
    }
}
