namespace FineTune.Search.Finalists;

/// <summary>The constants of a race of finalists.</summary>
public sealed record FinalistRules
{
    /// <summary>How many of the search's leaders are compared.</summary>
    public int Finalists { get; init; } = 3;

    /// <summary>So many seeds are trained before the first test (irace's rule).</summary>
    public int FirstTest { get; init; } = 5;

    /// <summary>No more seeds than these are trained of one finalist.</summary>
    public int MostSeeds { get; init; } = 12;

    /// <summary>A false winner is declared in at most one minus this of studies whose finalists are equal.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Differences of the objective smaller than this are not worth telling apart.</summary>
    public double SmallestDifference { get; init; } = 0.001;
}
