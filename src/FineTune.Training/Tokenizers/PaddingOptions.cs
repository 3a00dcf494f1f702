namespace FineTune.Training.Tokenizers;

/// <summary>How the encodings of a batch are brought to one length.</summary>
/// <param name="PadId">The padding token's id.</param>
/// <param name="PadToken">The padding token's text.</param>
/// <param name="PadTypeId">The token type id of padding.</param>
/// <param name="Length">A fixed length; null: the longest of the batch.</param>
/// <param name="MultipleOf">Round the length up to a multiple; null: do not.</param>
/// <param name="FromLeft">Pad at the beginning rather than the end.</param>
public sealed record PaddingOptions(int PadId = 0, string PadToken = "[PAD]", int PadTypeId = 0, int? Length = null, int? MultipleOf = null, bool FromLeft = false);
