namespace FineTune.Training.Tokenizers.Reading;

/// <summary>A piece of a SentencePiece vocabulary; its number is its place.</summary>
/// <param name="Text">Its text, in which U+2581 stands for a space.</param>
/// <param name="Score">Its log probability, or for BPE the negative rank of its merge.</param>
/// <param name="Kind">What it is for.</param>
internal sealed record SentencePiecePiece(string Text, float Score, SentencePieceKind Kind);
