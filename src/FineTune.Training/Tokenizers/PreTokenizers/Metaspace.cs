using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Replaces spaces by a visible mark, may put one in front, and may cut before every mark.</summary>
internal sealed class Metaspace(char replacement, PrependScheme scheme, bool split) : PreTokenizer
{
    private readonly PatternSplit _split = new(new LiteralPattern(replacement.ToString()), SplitBehavior.MergedWithNext);

    /// <inheritdoc/>
    public override void Apply(PieceList list)
    {
        var text = list.Text;
        foreach (var piece in list.Pieces)
        {
            var begin = text.NewLength;
            if (piece.TokenId >= 0)
            {
                text.Keep(piece.Start, piece.Length);
                list.Add(begin, piece.Length, piece.TokenId);
                continue;
            }

            var first = text.Chars[piece.Start];
            if (first != ' ' && first != replacement && (scheme == PrependScheme.Always || (scheme == PrependScheme.First && text.Starts[piece.Start] == 0)))
            {
                text.Emit(replacement, piece.Start);
            }

            for (var i = piece.Start; i < piece.Start + piece.Length; i++)
            {
                text.Emit(text.Chars[i] == ' ' ? replacement : text.Chars[i], i);
            }

            list.Add(begin, text.NewLength - begin);
        }

        text.Commit();
        list.Commit();
        if (split)
        {
            _split.Apply(list);
        }
    }
}
