using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Cuts after every so many code points.</summary>
internal sealed class FixedLengthSplit(int length) : PieceCutter
{
    /// <inheritdoc/>
    protected override void Cut(PieceList list, ReadOnlySpan<char> text, int start)
    {
        var (begin, count) = (0, 0);
        for (var i = 0; i < text.Length;)
        {
            CodePoints.At(text, i, out var units);
            i += units;
            if (++count == length)
            {
                list.Add(start + begin, i - begin);
                (begin, count) = (i, 0);
            }
        }

        list.Add(start + begin, text.Length - begin);
    }
}
