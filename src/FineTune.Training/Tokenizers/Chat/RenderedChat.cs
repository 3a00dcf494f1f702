namespace FineTune.Training.Tokenizers.Chat;

/// <summary>A chat as the text that a model reads.</summary>
/// <param name="Text">The text; its special tokens are written out, so it is encoded without adding any.</param>
/// <param name="Completions">The stretches that the template marks as said by the assistant, in order; none without marks.</param>
public sealed record RenderedChat(string Text, IReadOnlyList<CompletionSpan> Completions);
