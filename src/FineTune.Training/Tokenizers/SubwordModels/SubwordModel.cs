namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>A vocabulary and the rule by which it cuts a word into tokens. Immutable; safe for many threads.</summary>
internal abstract class SubwordModel(Vocabulary vocabulary)
{
    /// <summary>The tokens and their numbers.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Whether words repeat so often that their tokens are worth keeping.</summary>
    public virtual bool IsCacheable => true;

    /// <summary>
    /// A character in front of which a word may be cut wherever another one stands before it, without changing any token; null where there
    /// is none. Vocabularies of whole texts have it in SentencePiece's mark of a space: so their words can be kept as others' are.
    /// </summary>
    public virtual char? Seam => null;

    /// <summary>Appends a word's tokens.</summary>
    /// <exception cref="InvalidInputException">The vocabulary cannot express the word and has no unknown token.</exception>
    public abstract void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result);

    /// <summary>The text of a token where it is not the vocabulary's; null where it is.</summary>
    public virtual string? SurfaceOf(SubwordToken token, ReadOnlySpan<char> word) => null;

    /// <summary>The mark of a space, if it is a token and none of the texts has it behind another character: then no merge ever reaches over it.</summary>
    protected char? FindSeam(IEnumerable<string> merged)
    {
        const char Mark = '\u2581';
        return Vocabulary.IdOf([Mark]) >= 0 && merged.All(text => NextSeam(text, 0, Mark) == text.Length) ? Mark : null;
    }

    /// <summary>Where the next part of a word begins behind <paramref name="from"/>; its length where there is no further one.</summary>
    internal static int NextSeam(ReadOnlySpan<char> word, int from, char seam)
    {
        for (var i = from + 1; i < word.Length; i++)
        {
            var found = word[i..].IndexOf(seam);
            if (found < 0)
            {
                break;
            }

            i += found;
            if (word[i - 1] != seam)
            {
                return i;
            }
        }

        return word.Length;
    }
}
