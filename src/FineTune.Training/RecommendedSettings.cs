namespace FineTune.Training;

/// <summary>What the first trial of a study is trained with, and where the search begins.</summary>
/// <param name="Family">The table's entry that fits the model.</param>
/// <param name="Hyperparameters">The first trial's.</param>
/// <param name="Ranges">The default search space.</param>
/// <param name="Sources">Where each hyperparameter's value comes from, by its camel-case name.</param>
public sealed record RecommendedSettings(
    string Family, Hyperparameters Hyperparameters, IReadOnlyList<RecommendedRange> Ranges, IReadOnlyDictionary<string, string> Sources)
{
    /// <summary>A few settings that were good across tasks, the most promising first; empty where none is known.</summary>
    public IReadOnlyList<PortfolioSetting> Portfolio { get; init; } = [];
}
