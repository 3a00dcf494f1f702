namespace FineTune.Training.Tokenizers.Chat;

/// <summary>A stretch of a rendered chat that the assistant has said, and that a model is to learn.</summary>
/// <param name="Start">First UTF-16 unit; index into the C# string.</param>
/// <param name="End">One past the last unit.</param>
public readonly record struct CompletionSpan(int Start, int End);
