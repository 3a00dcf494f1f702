namespace FineTune.Search.Planning.Policies;

/// <summary>The pruners that a study can name. "auto" is the planner's default.</summary>
internal static class PlanningPolicies
{
    /// <summary>The names that a study may give.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "asha", "none"];

    /// <summary>The policy of a study.</summary>
    /// <exception cref="ArgumentException">There is no such pruner.</exception>
    public static PlanningPolicy Find(StudyRules rules) => rules.Pruner switch
    {
        "auto" or "asha" => new AsynchronousHalving(),
        "none" => new NoPruning(),
        _ => throw new ArgumentException($"There is no pruner '{rules.Pruner}'. Use one of: {string.Join(", ", Names)}.", nameof(rules)),
    };
}
