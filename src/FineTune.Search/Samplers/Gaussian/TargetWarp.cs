namespace FineTune.Search.Samplers.Gaussian;

/// <summary>How losses are bent before a Gaussian process sees them.</summary>
public enum TargetWarp
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The worse half is spread by rank like the worse half of a normal distribution, so that outliers do not flatten the good half.</summary>
    HalfRank,

    /// <summary>All of them by rank like a normal distribution.</summary>
    Rank,
}
