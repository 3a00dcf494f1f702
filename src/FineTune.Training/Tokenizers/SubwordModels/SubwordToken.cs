namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>One token of a word.</summary>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="Start">First UTF-16 unit within the word.</param>
/// <param name="End">One past its last unit.</param>
internal readonly record struct SubwordToken(int Id, int Start, int End);
