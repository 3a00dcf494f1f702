using FineTune.Training.Metrics;

namespace FineTune.Training;

/// <summary>What was measured over a split.</summary>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">Share of rows predicted right.</param>
/// <param name="MacroF1">Mean over the classes of their F1.</param>
/// <param name="Predictions">The predicted class of each row.</param>
/// <param name="Matrix">How often each class was taken for which.</param>
internal sealed record SplitScores(double Loss, double Accuracy, double MacroF1, IReadOnlyList<int> Predictions, ConfusionMatrix Matrix);
