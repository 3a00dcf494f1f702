using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>A step that rewrites a text before it is cut into words. Stateless apart from caches; safe for many threads.</summary>
internal abstract class Normalizer
{
    /// <summary>Rewrites the text in place.</summary>
    public abstract void Apply(MappedText text);

    /// <summary>The normalized form of a short text, for vocabulary work.</summary>
    public string Apply(string text)
    {
        var mapped = new MappedText();
        mapped.Load(text, 0);
        Apply(mapped);
        return mapped.Chars.ToString();
    }
}
