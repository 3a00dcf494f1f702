namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The constants of Gaussian-process search.</summary>
public sealed record GaussianRules
{
    /// <summary>Quasi-random until so many trials have a result.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>So many points are judged before the local searches.</summary>
    public int Candidates { get; init; } = 2048;

    /// <summary>So many local searches are made.</summary>
    public int Starts { get; init; } = 10;

    /// <summary>How losses are bent before the fit.</summary>
    public TargetWarp Warp { get; init; } = TargetWarp.None;

    /// <summary>With more results than this, the best half and the newest of the rest are used.</summary>
    public int MostObservations { get; init; } = 400;
}
