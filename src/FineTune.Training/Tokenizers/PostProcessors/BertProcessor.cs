namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary><c>[CLS] A [SEP]</c> with type 0, and <c>B [SEP]</c> with type 1 for pairs.</summary>
internal sealed class BertProcessor((int Id, string Text) classification, (int Id, string Text) separator) : PostProcessor
{
    private readonly TemplateProcessor _template = new(
        [new(-1, 0, [classification]), new(0, 0, []), new(-1, 0, [separator])],
        [new(-1, 0, [classification]), new(0, 0, []), new(-1, 0, [separator]), new(1, 1, []), new(-1, 1, [separator])]);

    /// <inheritdoc/>
    public override int AddedTokens(bool isPair) => isPair ? 3 : 2;

    /// <inheritdoc/>
    public override List<TokenEncoding> Process(List<TokenEncoding> encodings, bool addSpecialTokens) =>
        addSpecialTokens ? _template.Process(encodings, addSpecialTokens) : encodings;
}
