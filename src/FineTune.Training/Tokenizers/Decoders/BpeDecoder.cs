namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Turns the suffix that ends words into spaces; that of the last token goes.</summary>
internal sealed class BpeDecoder(string suffix) : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        if (suffix.Length == 0)
        {
            return tokens;
        }

        var result = tokens.ConvertAll(token => token.Replace(suffix, " ", StringComparison.Ordinal));
        if (tokens.Count > 0)
        {
            result[^1] = tokens[^1].Replace(suffix, "", StringComparison.Ordinal);
        }

        return result;
    }
}
