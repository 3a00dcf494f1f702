using System.Text.Json;

namespace FineTune.Training;

/// <summary>The default range of a hyperparameter.</summary>
public sealed record RecommendedRange
{
    /// <summary>The hyperparameter's camel-case name.</summary>
    public required string Name { get; init; }

    /// <summary>"float", "integer" or "categorical".</summary>
    public required string Kind { get; init; }

    /// <summary>Lowest value of a number.</summary>
    public double Low { get; init; }

    /// <summary>Highest value of a number.</summary>
    public double High { get; init; }

    /// <summary>Where a whole number's highest value depends on the model: its share of the layers.</summary>
    public double? HighLayersShare { get; init; }

    /// <summary>Whether the logarithm is searched.</summary>
    public bool Log { get; init; }

    /// <summary>The values of a categorical parameter: numbers or texts.</summary>
    public IReadOnlyList<JsonElement> Choices { get; init; } = [];

    /// <summary>Where the range comes from.</summary>
    public required string Source { get; init; }
}
