using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>GPT-2's: may put a space in front, may cut by its regular expression, and writes every UTF-8 byte as one character.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : PreTokenizer
{
    private static readonly PatternSplit Words = new(Gpt2Pattern.Instance, SplitBehavior.Isolated);

    /// <inheritdoc/>
    public override void Apply(PieceList list)
    {
        if (addPrefixSpace)
        {
            AddPrefixes(list);
        }

        if (useRegex)
        {
            Words.Apply(list);
        }

        ToBytes(list);
    }

    private static void AddPrefixes(PieceList list)
    {
        var text = list.Text;
        foreach (var piece in list.Pieces)
        {
            var begin = text.NewLength;
            if (piece.TokenId < 0 && text.Chars[piece.Start] != ' ')
            {
                text.Emit(' ', piece.Start);
            }

            text.Keep(piece.Start, piece.Length);
            list.Add(begin, text.NewLength - begin, piece.TokenId);
        }

        text.Commit();
        list.Commit();
    }

    private static void ToBytes(PieceList list)
    {
        var text = list.Text;
        foreach (var piece in list.Pieces)
        {
            var begin = text.NewLength;
            if (piece.TokenId >= 0)
            {
                text.Keep(piece.Start, piece.Length);
            }
            else
            {
                ByteUnits.Emit(text, piece.Start, piece.Length);
            }

            list.Add(begin, text.NewLength - begin, piece.TokenId);
        }

        text.Commit();
        list.Commit();
    }
}
