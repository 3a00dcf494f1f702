namespace FineTune.Training.Tokenizers;

/// <summary>A token that is found in the text before the model cuts it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Content">The text to find.</param>
/// <param name="SingleWord">Only where no word character touches it.</param>
/// <param name="StripLeft">Swallows white space before it.</param>
/// <param name="StripRight">Swallows white space after it.</param>
/// <param name="Normalized">Found in the normalized text rather than the raw one.</param>
/// <param name="Special">Dropped by decoding that skips special tokens.</param>
public sealed record AddedToken(int Id, string Content, bool SingleWord = false, bool StripLeft = false, bool StripRight = false, bool Normalized = true, bool Special = false);
