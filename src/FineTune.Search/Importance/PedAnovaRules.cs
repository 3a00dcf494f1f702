namespace FineTune.Search.Importance;

/// <summary>The constants of PED-ANOVA.</summary>
public sealed record PedAnovaRules
{
    /// <summary>The share of best trials whose place is explained.</summary>
    public double TargetQuantile { get; init; } = 0.1;

    /// <summary>The share of best trials that they are compared with; 1 for all.</summary>
    public double RegionQuantile { get; init; } = 1;

    /// <summary>Whether they are compared with where the study has searched; else with an even spread over the space.</summary>
    public bool Local { get; init; } = true;

    /// <summary>The most cells into which a range is cut.</summary>
    public int Cells { get; init; } = 50;

    /// <summary>The weight of the prior kernel, in trials.</summary>
    public double PriorWeight { get; init; } = 1;
}
