namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary>A part of a template: one of the texts, or fixed tokens.</summary>
/// <param name="Sequence">0 or 1 for a text; -1 for fixed tokens.</param>
/// <param name="TypeId">The type id of the part's tokens.</param>
/// <param name="Tokens">The fixed tokens.</param>
internal sealed record TemplatePart(int Sequence, int TypeId, IReadOnlyList<(int Id, string Text)> Tokens);
