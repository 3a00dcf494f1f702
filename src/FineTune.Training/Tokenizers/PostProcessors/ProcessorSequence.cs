namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary>Several processors, one after the other.</summary>
internal sealed class ProcessorSequence(IReadOnlyList<PostProcessor> processors) : PostProcessor
{
    /// <inheritdoc/>
    public override int AddedTokens(bool isPair) => processors.Sum(p => p.AddedTokens(isPair));

    /// <inheritdoc/>
    public override List<TokenEncoding> Process(List<TokenEncoding> encodings, bool addSpecialTokens) =>
        processors.Aggregate(encodings, (current, processor) => processor.Process(current, addSpecialTokens));
}
