namespace FineTune.Training.Tokenizers.Text;

/// <summary>A range of a <see cref="MappedText"/>: text still to be cut into tokens, or one added token.</summary>
/// <param name="Start">First unit.</param>
/// <param name="Length">Number of units.</param>
/// <param name="TokenId">The added token's id; -1 for text.</param>
internal readonly record struct Piece(int Start, int Length, int TokenId = -1);
