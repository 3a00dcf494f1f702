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

    /// <summary>Cosine with a warmup from above zero: the factor of the first update; null begins one step up.</summary>
    public double? FirstFactor { get; init; }

    /// <summary>Inverse square root: the time scale in steps; 0 takes the warmup, or 10,000 without one.</summary>
    public long TimeScale { get; init; }

    /// <summary>Warmup-stable-decay: updates of the decay; null takes a tenth of all.</summary>
    public long? DecaySteps { get; init; }

    /// <summary>Warmup-stable-decay: updates between warmup and decay; null takes those that are left.</summary>
    public long? StableSteps { get; init; }

    /// <summary>Warmup-stable-decay: how the rate rises.</summary>
    public CurveShape WarmupShape { get; init; } = CurveShape.Linear;

    /// <summary>Warmup-stable-decay: how the rate falls.</summary>
    public CurveShape DecayShape { get; init; } = CurveShape.Cosine;

    /// <summary>Slanted triangle: share of the updates over which the rate rises.</summary>
    public double CutFraction { get; init; } = 0.1;

    /// <summary>Slanted triangle: the peak rate over the lowest.</summary>
    public double Ratio { get; init; } = 32;

    /// <summary>One cycle: its options.</summary>
    public OneCycle Cycle { get; init; } = new(TotalSteps);

    /// <summary>The curve that hyperparameters ask for.</summary>
    public static LearningRateCurve Of(Hyperparameters hyperparameters, long totalSteps)
    {
        ArgumentNullException.ThrowIfNull(hyperparameters);
        var warmup = hyperparameters.WarmupSteps > 0 ? hyperparameters.WarmupSteps : StepsOfRatio(hyperparameters.WarmupRatio, totalSteps);
        var lowest = hyperparameters.MinLearningRateRatio;
        return new LearningRateCurve(hyperparameters.Schedule, totalSteps, warmup)
        {
            Cycles = hyperparameters.ScheduleCycles > 0 ? hyperparameters.ScheduleCycles : null,
            Power = hyperparameters.SchedulePower,
            EndFactor = lowest > 0 ? lowest : 1e-7 / Math.Max(1e-7, hyperparameters.LearningRate),
            MinFactor = lowest,
            DecaySteps = StepsOfRatio(hyperparameters.DecayRatio, totalSteps),
        };
    }

    /// <summary>The momentum of update number <paramref name="step"/>, where the schedule moves it.</summary>
    public double? Momentum(long step) => Schedule == LearningRateSchedule.OneCycle ? Cycle.Momentum(step) : null;

    /// <summary>The updates of a warmup given as a share of all, rounded up as the transformers library does.</summary>
    public static long StepsOfRatio(double ratio, long totalSteps) => (long)Math.Ceiling(totalSteps * ratio);

    /// <summary>The factor of update number <paramref name="step"/>, counted from 0.</summary>
    public double Factor(long step) => Schedule switch
    {
        LearningRateSchedule.SlantedTriangular => SlantedTriangle(step),
        LearningRateSchedule.OneCycle => Cycle.Factor(step),
        LearningRateSchedule.WarmupStableDecay => WarmupStableDecay(step),
        LearningRateSchedule.InverseSquareRoot => InverseSquareRoot(step),
        LearningRateSchedule.CosineWarmupWithMinRate => CosineFromAbove(step),
        _ when step < WarmupSteps => step / (double)Math.Max(1, WarmupSteps),
        LearningRateSchedule.Constant or LearningRateSchedule.ReduceOnPlateau => 1,
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

    private double CosineFromAbove(long step)
    {
        if (step < WarmupSteps)
        {
            return FirstFactor is { } first
                ? first + ((1 - first) * step / Math.Max(1, WarmupSteps - 1))
                : (step + 1.0) / Math.Max(1, WarmupSteps);
        }

        var progress = (step - WarmupSteps + 1.0) / Math.Max(1, TotalSteps - WarmupSteps);
        var wave = 0.5 * (1 + Math.Cos(Math.PI * (Cycles ?? 0.5) * 2 * progress));
        return Math.Max(0, (wave * (1 - MinFactor)) + MinFactor);
    }

    private double WarmupStableDecay(long step)
    {
        var decay = DecaySteps ?? Math.Max(1, TotalSteps / 10);
        var stableUntil = WarmupSteps + (StableSteps ?? Math.Max(0, TotalSteps - decay - WarmupSteps));
        if (step < WarmupSteps)
        {
            return Lifted(Fallen(WarmupShape, 1 - (step / (double)Math.Max(1, WarmupSteps)), 0.5));
        }

        return step < stableUntil ? 1
            : step < stableUntil + decay ? Lifted(Fallen(DecayShape, (step - stableUntil) / (double)Math.Max(1, decay), Cycles ?? 0.5))
            : MinFactor;
    }

    private double Lifted(double factor) => Math.Max(0, (factor * (1 - MinFactor)) + MinFactor);

    /// <summary>What is left of 1 after a share of the way down.</summary>
    private static double Fallen(CurveShape shape, double share, double cycles) => shape switch
    {
        CurveShape.Linear => 1 - share,
        CurveShape.Cosine => 0.5 * (1 + Math.Cos(Math.PI * cycles * 2 * share)),
        _ => 1 - Math.Sqrt(share),
    };

    private double SlantedTriangle(long step)
    {
        var cut = Math.Max(1, Math.Floor(TotalSteps * CutFraction));
        var share = step < cut ? step / cut : 1 - ((step - cut) / (cut * ((1 / CutFraction) - 1)));
        return (1 + (Math.Max(0, share) * (Ratio - 1))) / Ratio;
    }
}
