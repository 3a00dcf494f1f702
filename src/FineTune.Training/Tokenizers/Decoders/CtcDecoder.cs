namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Connectionist temporal classification: repeated tokens become one, padding goes, delimiters become spaces.</summary>
internal sealed class CtcDecoder(string padToken, string wordDelimiter, bool cleanUp) : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        var result = new List<string>();
        string? last = null;
        foreach (var token in tokens)
        {
            if (token == last)
            {
                continue;
            }

            last = token;
            var text = padToken.Length == 0 ? token : token.Replace(padToken, "", StringComparison.Ordinal);
            if (cleanUp)
            {
                text = WordPieceDecoder.CleanUp(text);
                text = wordDelimiter.Length == 0 ? text : text.Replace(wordDelimiter, " ", StringComparison.Ordinal);
            }

            if (text.Length > 0)
            {
                result.Add(text);
            }
        }

        return result;
    }
}
