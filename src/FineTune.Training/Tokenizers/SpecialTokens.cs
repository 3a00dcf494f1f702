namespace FineTune.Training.Tokenizers;

/// <summary>The ids of the tokens that have a role; null where the model has no such token.</summary>
/// <param name="Padding">Fills batches.</param>
/// <param name="Unknown">Stands for what the vocabulary cannot express.</param>
/// <param name="Classification">Begins a text in encoders (<c>[CLS]</c>, <c>&lt;s&gt;</c>).</param>
/// <param name="Separator">Ends a text in encoders (<c>[SEP]</c>, <c>&lt;/s&gt;</c>).</param>
/// <param name="Mask">Stands for a hidden token in masked-language modelling.</param>
/// <param name="BeginOfText">Begins a text in decoders.</param>
/// <param name="EndOfText">Ends a text in decoders.</param>
public sealed record SpecialTokens(int? Padding, int? Unknown, int? Classification, int? Separator, int? Mask, int? BeginOfText, int? EndOfText);
