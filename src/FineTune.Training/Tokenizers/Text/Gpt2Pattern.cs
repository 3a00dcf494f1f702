namespace FineTune.Training.Tokenizers.Text;

/// <summary>GPT-2's words: clitics, letters, digits, others, each with a space in front, and runs of white space.</summary>
internal static class Gpt2Pattern
{
    /// <summary>The pattern.</summary>
    public static TextPattern Instance { get; } = new RegexPattern(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");
}
