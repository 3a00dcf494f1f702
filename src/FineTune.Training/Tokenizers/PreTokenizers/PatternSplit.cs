using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Cuts at the matches of a pattern.</summary>
internal sealed class PatternSplit(TextPattern pattern, SplitBehavior behavior, bool invert = false) : PieceCutter
{
    [ThreadStatic]
    private static List<(int Start, int End)>? _matches;

    [ThreadStatic]
    private static List<(int Start, int End)>? _ranges;

    /// <inheritdoc/>
    protected override void Cut(PieceList list, ReadOnlySpan<char> text, int start)
    {
        var matches = _matches ??= [];
        var ranges = _ranges ??= [];
        matches.Clear();
        pattern.Find(text, matches);
        Cutting.Cut(text.Length, matches, behavior, invert, ranges);
        foreach (var (from, to) in ranges)
        {
            list.Add(start + from, to - from);
        }
    }
}
