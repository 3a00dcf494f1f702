namespace FineTune.Training.Optimization;

/// <summary>
/// The factor by which the learning rate is multiplied at each update. Formulas of the transformers library
/// (optimization.py), of Smith's one cycle as torch has it, and of ULMFiT's slanted triangle; see the reference tables.
/// </summary>
/// <param name="Schedule">The shape.</param>
/// <param name="TotalSteps">Updates of the whole training.</param>
/// <param name="WarmupSteps">Updates over which the rate rises.</param>
public sealed record LearningRateCurve(LearningRateSchedule Schedule, long TotalSteps, long WarmupSteps)
{
    /// <summary>Cosine: half cycles counted as cycles (0.5 falls once to zero); with restarts: whole falls (1).</summary>
    public double? Cycles { get; init; }

    /// <summary>Polynomial: the power of the remaining share of steps.</summary>
    public double Power { get; init; } = 1;

    /// <summary>Polynomial: the rate at the end, as a share of the peak rate.</summary>
    public double EndFactor { get; init; } = 1e-7 / 5e-5;

    /// <summary>Cosine, warmup-stable-decay: the lowest factor.</summary>
    public double MinFactor { get; init; }

    /// <summary>Inverse square root: the time scale in steps; 0 takes the warmup, or 10,000 without one.</summary>
    public long TimeScale { get; init; }

    /// <summary>Warmup-stable-decay: updates of the decay; 0 takes a tenth of all.</summary>
    public long DecaySteps { get; init; }

    /// <summary>The updates of a warmup given as a share of all, rounded up as the transformers library does.</summary>
    public static long StepsOfRatio(double ratio, long totalSteps) => (long)Math.Ceiling(totalSteps * ratio);

    /// <summary>The factor of update number <paramref name="step"/>, counted from 0.</summary>
    public double Factor(long step) => Schedule switch
    {
        LearningRateSchedule.SlantedTriangular => SlantedTriangle(step),
        LearningRateSchedule.OneCycle => OneCycle(step),
        LearningRateSchedule.WarmupStableDecay => WarmupStableDecay(step),
        LearningRateSchedule.InverseSquareRoot => InverseSquareRoot(step),
        _ when step < WarmupSteps => step / (double)Math.Max(1, WarmupSteps),
        LearningRateSchedule.Constant => 1,
        LearningRateSchedule.Linear => Math.Max(0, (TotalSteps - step) / (double)Math.Max(1, TotalSteps - WarmupSteps)),
        LearningRateSchedule.Cosine => (Cosine(step) * (1 - MinFactor)) + MinFactor,
        LearningRateSchedule.CosineWithRestarts => CosineWithRestarts(step),
        LearningRateSchedule.Polynomial => Polynomial(step),
        _ => throw new ArgumentOutOfRangeException(nameof(step), Schedule, "Unknown schedule."),
    };

    private double Progress(long step) => (step - WarmupSteps) / (double)Math.Max(1, TotalSteps - WarmupSteps);

    private double Cosine(long step) => Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * (Cycles ?? 0.5) * 2 * Progress(step))));

    private double CosineWithRestarts(long step)
    {
        var progress = Progress(step);
        return progress >= 1 ? 0 : Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * ((Cycles ?? 1) * progress % 1.0))));
    }

    private double Polynomial(long step)
    {
        if (step > TotalSteps || TotalSteps == WarmupSteps)
        {
            return EndFactor;
        }

        var remaining = 1 - ((step - WarmupSteps) / (double)(TotalSteps - WarmupSteps));
        return ((1 - EndFactor) * Math.Pow(remaining, Power)) + EndFactor;
    }

    private double InverseSquareRoot(long step)
    {
        var scale = TimeScale > 0 ? TimeScale : WarmupSteps > 0 ? WarmupSteps : 10_000;
        return step < WarmupSteps
            ? step / (double)Math.Max(1, WarmupSteps)
            : 1 / Math.Sqrt((step + scale - WarmupSteps) / (double)scale);
    }

    private double WarmupStableDecay(long step)
    {
        var decay = DecaySteps > 0 ? DecaySteps : Math.Max(1, TotalSteps / 10);
        var stableUntil = Math.Max(WarmupSteps, TotalSteps - decay);
        if (step < WarmupSteps)
        {
            return (step / (double)Math.Max(1, WarmupSteps) * (1 - MinFactor)) + MinFactor;
        }

        if (step < stableUntil)
        {
            return 1;
        }

        var progress = (step - stableUntil) / (double)Math.Max(1, decay);
        return progress >= 1 ? MinFactor : (0.5 * (1 + Math.Cos(Math.PI * progress)) * (1 - MinFactor)) + MinFactor;
    }

    private double SlantedTriangle(long step)
    {
        const double CutFraction = 0.1;
        const double Ratio = 32;
        var cut = Math.Max(1, Math.Floor(TotalSteps * CutFraction));
        var share = step < cut ? step / cut : 1 - ((step - cut) / (cut * ((1 / CutFraction) - 1)));
        return (1 + (Math.Max(0, share) * (Ratio - 1))) / Ratio;
    }

    private double OneCycle(long step)
    {
        const double Divisor = 25;
        const double FinalDivisor = 1e4;
        const double RisingShare = 0.3;
        var peak = (RisingShare * TotalSteps) - 1;
        var end = Math.Max(TotalSteps - 1, peak + 1);
        return step <= peak
            ? Between(1 / Divisor, 1, peak <= 0 ? 1 : step / peak)
            : Between(1, 1 / Divisor / FinalDivisor, Math.Min(1, (step - peak) / (end - peak)));

        static double Between(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));
    }
}
