using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Cuts at white space, which goes, and around every punctuation mark, which stays.</summary>
internal sealed class BertPreTokenizer : PreTokenizer
{
    private const byte Word = 0, Space = 1, Mark = 2;
    private static readonly byte[] Kinds = MakeKinds();

    /// <inheritdoc/>
    public override void Apply(PieceList list)
    {
        var chars = list.Text.Chars;
        foreach (var piece in list.Pieces)
        {
            if (piece.TokenId >= 0)
            {
                list.Add(piece.Start, piece.Length, piece.TokenId);
                continue;
            }

            Cut(list, chars, piece.Start, piece.Start + piece.Length);
        }

        list.Commit();
    }

    private static void Cut(PieceList list, ReadOnlySpan<char> chars, int start, int end)
    {
        var word = start;
        for (var i = start; i < end; i++)
        {
            var kind = Kinds[chars[i]];
            if (kind == Word && !char.IsHighSurrogate(chars[i]))
            {
                continue;
            }

            var length = 1;
            if (kind == Word)
            {
                if (!CodePoints.BertPunctuation.Contains(CodePoints.At(chars[..end], i, out length)))
                {
                    i += length - 1;
                    continue;
                }

                kind = Mark;
            }

            list.Add(word, i - word);
            if (kind == Mark)
            {
                list.Add(i, length);
            }

            word = i + length;
            i += length - 1;
        }

        list.Add(word, end - word);
    }

    private static byte[] MakeKinds()
    {
        var kinds = new byte[65536];
        for (var code = 0; code < kinds.Length; code++)
        {
            kinds[code] = CodePoints.IsWhiteSpace(code) ? Space : CodePoints.BertPunctuation.Contains(code) ? Mark : Word;
        }

        return kinds;
    }
}
