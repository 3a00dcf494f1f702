namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary>Trims the spaces that byte-level tokens carry off their offsets; adds nothing.</summary>
internal sealed class ByteLevelProcessor(bool trimOffsets, bool addPrefixSpace) : PostProcessor
{
    /// <inheritdoc/>
    public override List<TokenEncoding> Process(List<TokenEncoding> encodings, bool addSpecialTokens)
    {
        if (trimOffsets)
        {
            foreach (var encoding in encodings.SelectMany(e => e.OverflowingParts.Prepend(e)))
            {
                OffsetTrimming.Trim(encoding, addPrefixSpace);
            }
        }

        return encodings;
    }
}
