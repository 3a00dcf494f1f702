namespace FineTune.Training;

/// <summary>What a classifier says about a text.</summary>
/// <param name="Label">The most probable class.</param>
/// <param name="Probabilities">The probability of each class, in the order of the labels.</param>
public sealed record TextPrediction(string Label, IReadOnlyList<double> Probabilities);
