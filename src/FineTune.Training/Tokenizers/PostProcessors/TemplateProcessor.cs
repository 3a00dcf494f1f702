namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary>Lays texts and special tokens out by a template, one for single texts and one for pairs.</summary>
internal sealed class TemplateProcessor(IReadOnlyList<TemplatePart> single, IReadOnlyList<TemplatePart> pair) : PostProcessor
{
    /// <inheritdoc/>
    public override int AddedTokens(bool isPair) => (isPair ? pair : single).Sum(part => part.Tokens.Count);

    /// <inheritdoc/>
    public override List<TokenEncoding> Process(List<TokenEncoding> encodings, bool addSpecialTokens)
    {
        var result = new List<TokenEncoding>();
        foreach (var part in encodings.Count == 1 ? single : pair)
        {
            if (part.Sequence >= 0)
            {
                var encoding = encodings[part.Sequence];
                encoding.SetType(part.TypeId);
                encoding.SetSequence(part.Sequence);
                result.Add(encoding.Copy());
            }
            else if (addSpecialTokens)
            {
                var fixedTokens = new TokenEncoding();
                foreach (var (id, text) in part.Tokens)
                {
                    fixedTokens.Add(new EncodedToken(id, text, 0, 0, -1, -1, part.TypeId, IsSpecial: true));
                }

                result.Add(fixedTokens);
            }
        }

        return result;
    }
}
