using FineTune.Training.Tokenizers.PreTokenizers;

namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Turns marks back into spaces; those of the first token go, unless none was put there.</summary>
internal sealed class MetaspaceDecoder(char replacement, PrependScheme scheme) : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        var result = tokens.ConvertAll(token => token.Replace(replacement, ' '));
        if (tokens.Count > 0 && scheme != PrependScheme.Never)
        {
            result[0] = tokens[0].Replace(replacement.ToString(), "", StringComparison.Ordinal);
        }

        return result;
    }
}
