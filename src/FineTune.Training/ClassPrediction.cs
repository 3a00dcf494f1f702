namespace FineTune.Training;

/// <summary>What a classifier says about a text or an image.</summary>
/// <param name="Label">The most probable class; the labels above one half, or the number, where the model says these.</param>
/// <param name="Probabilities">The probability of each class, in the order of the labels; of a regression its number alone.</param>
public sealed record ClassPrediction(string Label, IReadOnlyList<double> Probabilities);
