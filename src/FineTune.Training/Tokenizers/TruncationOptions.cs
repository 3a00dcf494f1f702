namespace FineTune.Training.Tokenizers;

/// <summary>How texts that are too long are cut.</summary>
/// <param name="MaxLength">The most tokens that remain, special tokens counted.</param>
/// <param name="Strategy">Which text of a pair is cut.</param>
/// <param name="Stride">How many tokens an overflowing part repeats of the part before it.</param>
/// <param name="FromLeft">Cut at the beginning rather than the end.</param>
public sealed record TruncationOptions(int MaxLength, TruncationStrategy Strategy = TruncationStrategy.LongestFirst, int Stride = 0, bool FromLeft = false);
