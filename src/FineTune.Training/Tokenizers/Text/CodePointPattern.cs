using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Text;

/// <summary>Every single code point for which a condition holds.</summary>
internal sealed class CodePointPattern(Func<int, bool> condition) : TextPattern
{
    /// <inheritdoc/>
    public override void Find(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        for (var i = 0; i < text.Length;)
        {
            var code = CodePoints.At(text, i, out var length);
            if (condition(code))
            {
                matches.Add((i, i + length));
            }

            i += length;
        }
    }
}
