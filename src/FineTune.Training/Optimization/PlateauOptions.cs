namespace FineTune.Training.Optimization;

/// <summary>When a rate is reduced and by how much; torch's defaults.</summary>
public sealed record PlateauOptions
{
    /// <summary>Whether a larger objective is better.</summary>
    public bool Maximize { get; init; }

    /// <summary>What the rate is multiplied by.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Evaluations without improvement that are borne.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Least change that counts as improvement.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Whether the threshold is a share of the best objective.</summary>
    public bool IsRelative { get; init; } = true;

    /// <summary>Evaluations after a reduction that are passed over.</summary>
    public int Cooldown { get; init; }

    /// <summary>The lowest scale of the rate.</summary>
    public double LowestScale { get; init; }

    /// <summary>Least change of the scale that is made.</summary>
    public double LeastChange { get; init; }

    /// <summary>Whether an objective improves on the best one; with a relative threshold and a negative best the band turns round, as in torch.</summary>
    public bool IsBetter(double objective, double best) => (IsRelative, Maximize) switch
    {
        (true, false) => objective < best * (1 - Threshold),
        (true, true) => objective > best * (1 + Threshold),
        (false, false) => objective < best - Threshold,
        _ => objective > best + Threshold,
    };
}
