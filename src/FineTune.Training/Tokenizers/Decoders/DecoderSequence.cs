namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Several decoders, one after the other.</summary>
internal sealed class DecoderSequence(IReadOnlyList<Decoder> steps) : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens) => steps.Aggregate(tokens, (current, step) => step.Apply(current));
}
