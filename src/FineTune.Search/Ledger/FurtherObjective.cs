using FineTune.Search.Planning;

namespace FineTune.Search.Ledger;

/// <summary>An objective of a study beside its first one.</summary>
/// <param name="Metric">The name of the reported metric, e.g. inferenceMilliseconds.</param>
/// <param name="Direction">Whether a smaller or a larger value is better.</param>
public sealed record FurtherObjective(string Metric, Direction Direction);
