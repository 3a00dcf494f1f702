using System.Text.Json.Serialization;

namespace FineTune.Training.Optimization;

/// <summary>
/// The rate's reduction where an objective stops improving, as torch's ReduceLROnPlateau has it. A value: each evaluation makes the
/// next one of it, and a checkpoint keeps it.
/// </summary>
public sealed record PlateauReduction
{
    /// <summary>What the rate is multiplied by now.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The best objective so far; NaN before the first.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double Best { get; init; } = double.NaN;

    /// <summary>Evaluations since without improvement.</summary>
    public int BadEvaluations { get; init; }

    /// <summary>Evaluations that are still passed over after a reduction.</summary>
    public int CooldownLeft { get; init; }

    /// <summary>The reduction after an evaluation; NaN never improves.</summary>
    public PlateauReduction After(double objective, PlateauOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var worst = options.Maximize ? double.NegativeInfinity : double.PositiveInfinity;
        var improved = options.IsBetter(objective, double.IsNaN(Best) ? worst : Best);
        var bad = improved ? 0 : BadEvaluations + 1;
        var next = this with { Best = improved ? objective : Best, BadEvaluations = CooldownLeft > 0 ? 0 : bad, CooldownLeft = Math.Max(0, CooldownLeft - 1) };
        if (next.BadEvaluations <= options.Patience)
        {
            return next;
        }

        var scale = Math.Max(Scale * options.Factor, options.LowestScale);
        return next with { Scale = Scale - scale > options.LeastChange ? scale : Scale, BadEvaluations = 0, CooldownLeft = options.Cooldown };
    }
}
