namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The constants of Gaussian-process search.</summary>
public sealed record GaussianRules
{
    /// <summary>Quasi-random until so many trials are started.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>And until so many have a result: of many trials side by side, the first results must not wait for all.</summary>
    public int StartupResults { get; init; } = 4;

    /// <summary>So many points spread over the space are judged before the local searches.</summary>
    public int Candidates { get; init; } = 512;

    /// <summary>So many points near the best settings are judged as well.</summary>
    public int Neighbours { get; init; } = 256;

    /// <summary>How many of the best settings these are.</summary>
    public int Incumbents { get; init; } = 10;

    /// <summary>So many local searches are made.</summary>
    public int Starts { get; init; } = 6;

    /// <summary>How losses are bent before the fit.</summary>
    public TargetWarp Warp { get; init; } = TargetWarp.HalfRank;

    /// <summary>The best part of the results, which half-rank warping does not bend, where all trainings are equally long.</summary>
    public double Better { get; init; } = 0.5;

    /// <summary>The same where results of short trainings are among them, most of which are far from the best.</summary>
    public double BetterOfRungs { get; init; } = 0.25;

    /// <summary>With more results than this, the best and an even choice of the others are used.</summary>
    public int MostObservations { get; init; } = 200;

    /// <summary>With more results than this, the kernel's parameters are fitted to a part of them.</summary>
    public int MostFitted { get; init; } = 80;

    /// <summary>How flat the fit's objective is where it ends.</summary>
    public double Tolerance { get; init; } = 0.05;

    /// <summary>
    /// Draws of the running trials' results that a proposal is judged beside; 0 to believe their predicted values, which finds more and is
    /// faster (bench/search).
    /// </summary>
    public int RunningSamples { get; init; }
}
