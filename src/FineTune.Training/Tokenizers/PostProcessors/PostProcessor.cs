namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary>A step that adds special tokens and type ids to encodings. Stateless; safe for many threads.</summary>
internal abstract class PostProcessor
{
    /// <summary>How many tokens it adds to one text or a pair.</summary>
    public virtual int AddedTokens(bool isPair) => 0;

    /// <summary>Processes the encodings of one text or a pair; the results are merged in order.</summary>
    public abstract List<TokenEncoding> Process(List<TokenEncoding> encodings, bool addSpecialTokens);
}
