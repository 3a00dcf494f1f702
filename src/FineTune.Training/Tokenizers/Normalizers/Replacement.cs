using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>Replaces every match of a pattern; what is put there stands for the match's last character.</summary>
internal sealed class Replacement(TextPattern pattern, string content) : Normalizer
{
    [ThreadStatic]
    private static List<(int Start, int End)>? _matches;

    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        var matches = _matches ??= [];
        matches.Clear();
        pattern.Find(text.Chars, matches);
        if (matches.Count == 0)
        {
            return;
        }

        var done = 0;
        foreach (var (start, end) in matches)
        {
            text.Keep(done, start - done);
            foreach (var unit in content)
            {
                text.Emit(unit, Math.Max(end - 1, 0));
            }

            done = end;
        }

        text.Keep(done, text.Length - done);
        text.Commit();
    }
}
