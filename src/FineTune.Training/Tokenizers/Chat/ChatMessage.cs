using System.Text.Json;

namespace FineTune.Training.Tokenizers.Chat;

/// <summary>One message of a chat.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c>, <c>assistant</c>, or what else the model's template knows.</param>
/// <param name="Content">What is said.</param>
public sealed record ChatMessage(string Role, string Content)
{
    /// <summary>The role whose messages a model learns to write.</summary>
    public const string Assistant = "assistant";

    /// <summary>Further fields that a template may read, for example <c>tool_calls</c> or <c>reasoning_content</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();
}
