namespace FineTune.Training.Metrics;

/// <summary>The receiver operating characteristic: false and true positive rates at every distinct score.</summary>
/// <param name="FalsePositiveRates">Ascending; begins with 0.</param>
/// <param name="TruePositiveRates">Ascending; begins with 0; not numbers where there are no positives.</param>
/// <param name="Thresholds">Descending; begins with infinity.</param>
public sealed record RocCurve(IReadOnlyList<double> FalsePositiveRates, IReadOnlyList<double> TruePositiveRates, IReadOnlyList<double> Thresholds);
