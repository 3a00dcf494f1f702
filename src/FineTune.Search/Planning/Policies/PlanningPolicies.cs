namespace FineTune.Search.Planning.Policies;

/// <summary>The pruners that a study can name. "auto" is the planner's default.</summary>
internal static class PlanningPolicies
{
    /// <summary>The names that a study may give.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "asha", "bohb", "first-epoch", "hyperband", "median", "none", "patient", "pbt", "percentile", "sha", "threshold", "wilcoxon"];

    /// <summary>The policy of a study.</summary>
    /// <exception cref="ArgumentException">There is no such pruner.</exception>
    public static PlanningPolicy Find(StudyRules rules) => rules.Pruner switch
    {
        "auto" or "asha" => new AsynchronousHalving(),
        "bohb" => new BohbHalving(),
        "first-epoch" => new FirstEpochHalving(),
        "hyperband" => new StoppingHalving(withBrackets: true),
        "median" or "patient" or "percentile" or "threshold" or "wilcoxon" => CurvePruning.Of(rules.Pruner, rules),
        "none" => new NoPruning(),
        "pbt" => new PopulationTraining(),
        "sha" => new StoppingHalving(withBrackets: false),
        _ => throw new ArgumentException($"There is no pruner '{rules.Pruner}'. Use one of: {string.Join(", ", Names)}.", nameof(rules)),
    };
}
