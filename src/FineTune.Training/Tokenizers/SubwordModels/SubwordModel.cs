namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>A vocabulary and the rule by which it cuts a word into tokens. Immutable; safe for many threads.</summary>
internal abstract class SubwordModel(Vocabulary vocabulary)
{
    /// <summary>The tokens and their numbers.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Whether words repeat so often that their tokens are worth keeping.</summary>
    public virtual bool IsCacheable => true;

    /// <summary>Appends a word's tokens.</summary>
    /// <exception cref="InvalidInputException">The vocabulary cannot express the word and has no unknown token.</exception>
    public abstract void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result);

    /// <summary>The text of a token where it is not the vocabulary's; null where it is.</summary>
    public virtual string? SurfaceOf(SubwordToken token, ReadOnlySpan<char> word) => null;
}
