using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Cuts where the writing system changes; spaces and code points without one belong to what stands before them.</summary>
internal sealed class ScriptSplit : PieceCutter
{
    /// <inheritdoc/>
    protected override void Cut(PieceList list, ReadOnlySpan<char> text, int start)
    {
        var (begin, last) = (-1, "");
        var hasLast = false;
        for (var i = 0; i < text.Length;)
        {
            var script = ScriptOf(CodePoints.At(text, i, out var length));
            if (script.Length > 0 && (!hasLast || last != script))
            {
                if (begin >= 0)
                {
                    list.Add(start + begin, i - begin);
                }

                begin = i;
            }

            if (script.Length > 0)
            {
                (last, hasLast) = (script, true);
            }

            i += length;
        }

        if (begin >= 0)
        {
            list.Add(start + begin, text.Length - begin);
        }
    }

    private static string ScriptOf(int code) => code switch
    {
        ' ' => "",
        0x30FC => "Han",
        _ => Scripts.Of(code) is "Hiragana" or "Katakana" ? "Han" : Scripts.Of(code),
    };
}
