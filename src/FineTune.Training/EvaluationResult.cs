namespace FineTune.Training;

/// <summary>What was measured over a whole split.</summary>
/// <param name="Metrics">accuracy, balanced_accuracy, loss, macro_f1, matthews_correlation.</param>
/// <param name="Accuracy">The accuracy's 95 % interval.</param>
/// <param name="Predictions">The predicted label id of each row.</param>
public sealed record EvaluationResult(
    IReadOnlyDictionary<string, double> Metrics, ConfidenceInterval Accuracy, IReadOnlyList<int> Predictions);
