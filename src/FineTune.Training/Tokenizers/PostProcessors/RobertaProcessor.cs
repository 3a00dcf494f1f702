namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary><c>&lt;s&gt; A &lt;/s&gt;</c>, and <c>&lt;/s&gt; B &lt;/s&gt;</c> for pairs; all types 0; may trim spaces off the offsets.</summary>
internal sealed class RobertaProcessor((int Id, string Text) classification, (int Id, string Text) separator, bool trimOffsets, bool addPrefixSpace) : PostProcessor
{
    private readonly TemplateProcessor _template = new(
        [new(-1, 0, [classification]), new(0, 0, []), new(-1, 0, [separator])],
        [new(-1, 0, [classification]), new(0, 0, []), new(-1, 0, [separator]), new(-1, 0, [separator]), new(1, 0, []), new(-1, 0, [separator])]);

    /// <inheritdoc/>
    public override int AddedTokens(bool isPair) => isPair ? 4 : 2;

    /// <inheritdoc/>
    public override List<TokenEncoding> Process(List<TokenEncoding> encodings, bool addSpecialTokens)
    {
        foreach (var encoding in encodings)
        {
            foreach (var part in encoding.OverflowingParts.Prepend(encoding))
            {
                if (trimOffsets)
                {
                    OffsetTrimming.Trim(part, addPrefixSpace);
                }

                if (part == encoding || addSpecialTokens)
                {
                    part.SetType(0);
                }
            }
        }

        return addSpecialTokens ? _template.Process(encodings, addSpecialTokens) : encodings;
    }
}
