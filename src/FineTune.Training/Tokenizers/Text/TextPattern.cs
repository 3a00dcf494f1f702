namespace FineTune.Training.Tokenizers.Text;

/// <summary>Something to look for in a text. Immutable; safe for many threads.</summary>
internal abstract class TextPattern
{
    /// <summary>Appends all matches from left to right, without overlap.</summary>
    public abstract void Find(ReadOnlySpan<char> text, List<(int Start, int End)> matches);
}
