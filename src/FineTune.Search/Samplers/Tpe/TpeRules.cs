namespace FineTune.Search.Samplers.Tpe;

/// <summary>The constants of a tree-structured Parzen estimator.</summary>
public sealed record TpeRules
{
    /// <summary>Optuna 5's defaults for one objective: joint parameters, running trials in the bad set, co-occurring parameters grouped.</summary>
    public static TpeRules Optuna5 { get; } = new();

    /// <summary>Optuna 4.9's defaults: one parameter at a time, running trials ignored.</summary>
    public static TpeRules Optuna49 { get; } = new() { BoundsSeveral = true, Multivariate = false, ConstantLiar = false, Bandwidth = BandwidthRule.NeighbourGap };

    /// <summary>Random until so many trials are complete or pruned.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>So many candidates are drawn from the good density.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>The share of trials that are good.</summary>
    public double GoodShare { get; init; } = 0.1;

    /// <summary>At most so many trials are good.</summary>
    public int MostGood { get; init; } = 25;

    /// <summary>The weight of the prior, a broad kernel over the whole range.</summary>
    public double PriorWeight { get; init; } = 1;

    /// <summary>Whether parameters that occur together are modelled jointly.</summary>
    public bool Multivariate { get; init; } = true;

    /// <summary>Whether running trials count as bad, which keeps parallel proposals apart.</summary>
    public bool ConstantLiar { get; init; } = true;

    /// <summary>Whether failed trials count as bad. Optuna ignores them and may propose the failing setting again.</summary>
    public bool AvoidFailed { get; init; } = true;

    /// <summary>The kernels' width.</summary>
    public BandwidthRule Bandwidth { get; init; } = BandwidthRule.NeighbourGap;

    /// <summary>Whether the size of the good set is bounded with several objectives too (4.9).</summary>
    public bool BoundsSeveral { get; init; }

    /// <summary>The size of the good set among n trials with several objectives.</summary>
    public int GoodCountOfSeveral(int trials) => BoundsSeveral ? GoodCount(trials) : (int)Math.Ceiling(GoodShare * trials);

    /// <summary>The size of the good set of Hyperopt's rules among n trials.</summary>
    public static int GoodCountOfHyperopt(int trials) => Math.Min((int)Math.Ceiling(0.25 * Math.Sqrt(trials)), 25);

    /// <summary>The size of the good set among n trials that are not running.</summary>
    public int GoodCount(int trials) => Math.Min((int)Math.Ceiling(GoodShare * trials), MostGood);
}
