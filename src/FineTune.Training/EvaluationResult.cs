namespace FineTune.Training;

/// <summary>What was measured over a whole split.</summary>
/// <param name="Metrics">Every metric of the task that is defined on these rows, by name.</param>
/// <param name="Intervals">95 % intervals of accuracy, where it is measured, and of the objective.</param>
/// <param name="Rows">Rows of the split.</param>
public sealed record EvaluationResult(
    IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, ConfidenceInterval> Intervals, int Rows);
