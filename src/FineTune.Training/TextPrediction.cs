namespace FineTune.Training;

/// <summary>What a classifier says about a text.</summary>
/// <param name="Label">The most probable class; the labels above one half, or the number, where the model says these.</param>
/// <param name="Probabilities">The probability of each class, in the order of the labels; of a regression its number alone.</param>
public sealed record TextPrediction(string Label, IReadOnlyList<double> Probabilities);
