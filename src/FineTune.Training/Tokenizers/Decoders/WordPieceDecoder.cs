namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Joins continuations, puts spaces between words, and may take spaces before punctuation and clitics away.</summary>
internal sealed class WordPieceDecoder(string prefix, bool cleanUp) : Decoder
{
    private static readonly (string From, string To)[] CleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        var result = new List<string>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (i > 0)
            {
                token = token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
            }

            result.Add(cleanUp ? CleanUp(token) : token);
        }

        return result;
    }

    /// <summary>Takes spaces before punctuation and English clitics away.</summary>
    internal static string CleanUp(string text)
    {
        foreach (var (from, to) in CleanUps)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }
}
