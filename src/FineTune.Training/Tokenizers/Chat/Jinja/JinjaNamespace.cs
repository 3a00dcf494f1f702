namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>What <c>namespace()</c> makes: the one value whose attributes a template can set.</summary>
internal sealed class JinjaNamespace
{
    /// <summary>The attributes.</summary>
    public Dictionary<string, object?> Attributes { get; } = new(StringComparer.Ordinal);
}
