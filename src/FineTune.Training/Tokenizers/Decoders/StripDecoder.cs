namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Takes up to so many of one character off each token's ends.</summary>
internal sealed class StripDecoder(char content, int start, int stop) : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens) => tokens.ConvertAll(Strip);

    private string Strip(string token)
    {
        var (from, to) = (0, token.Length);
        while (from < to && from < start && token[from] == content)
        {
            from++;
        }

        while (to > from && token.Length - to < stop && token[to - 1] == content)
        {
            to--;
        }

        return token[from..to];
    }
}
