namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>What a name, attribute or item that is not there gives: empty, false, and an error where more is asked of it.</summary>
/// <param name="Name">The name that is not there.</param>
internal sealed record Undefined(string Name);
