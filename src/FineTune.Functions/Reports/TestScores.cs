using System.Collections.Immutable;
using FineTune.Training;

namespace FineTune.Functions.Reports;

/// <summary>What the test split said of one model.</summary>
/// <param name="Accuracy">The share of rows predicted right.</param>
/// <param name="Low">Lower end of Wilson's 95 % interval.</param>
/// <param name="High">Upper end of Wilson's 95 % interval.</param>
/// <param name="Rows">Rows of the test split.</param>
/// <param name="Others">Further metrics by name.</param>
public sealed record TestScores(double Accuracy, double Low, double High, int Rows, ImmutableSortedDictionary<string, double> Others)
{
    /// <summary>The scores of an evaluation.</summary>
    public static TestScores Of(EvaluationResult result) => new(
        result.Metrics["accuracy"],
        result.Accuracy.Low,
        result.Accuracy.High,
        result.Predictions.Count,
        result.Metrics.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>The scores as the ledger keeps them.</summary>
    public ImmutableSortedDictionary<string, double> ToMetrics() => Others
        .SetItem("accuracy", Accuracy)
        .SetItem("accuracy_low", Low)
        .SetItem("accuracy_high", High)
        .SetItem("n", Rows);
}
