namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Joins all tokens into one.</summary>
internal sealed class FuseDecoder : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens) => [string.Concat(tokens)];
}
