using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>A pre-tokenizer that cuts pieces and leaves the text as it is.</summary>
internal abstract class PieceCutter : PreTokenizer
{
    /// <inheritdoc/>
    public sealed override void Apply(PieceList list)
    {
        foreach (var piece in list.Pieces)
        {
            if (piece.TokenId >= 0)
            {
                list.Add(piece.Start, piece.Length, piece.TokenId);
            }
            else
            {
                Cut(list, list.Text.Chars.Slice(piece.Start, piece.Length), piece.Start);
            }
        }

        list.Commit();
    }

    /// <summary>Adds the parts of a piece that begins at <paramref name="start"/>.</summary>
    protected abstract void Cut(PieceList list, ReadOnlySpan<char> text, int start);
}
