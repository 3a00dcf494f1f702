using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Keeps runs of word characters and runs of other characters; white space goes (<c>\w+|[^\w\s]+</c>).</summary>
internal sealed class WhitespaceAndMarks : PieceCutter
{
    /// <inheritdoc/>
    protected override void Cut(PieceList list, ReadOnlySpan<char> text, int start)
    {
        var (begin, last) = (0, 0);
        for (var i = 0; i < text.Length;)
        {
            var code = CodePoints.At(text, i, out var length);
            var kind = CodePoints.IsWord(code) ? 1 : CodePoints.IsWhiteSpace(code) ? 0 : 2;
            if (kind != last)
            {
                list.Add(start + begin, last == 0 ? 0 : i - begin);
                (begin, last) = (i, kind);
            }

            i += length;
        }

        list.Add(start + begin, last == 0 ? 0 : text.Length - begin);
    }
}
