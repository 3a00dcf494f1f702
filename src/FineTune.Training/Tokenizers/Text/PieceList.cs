using System.Runtime.InteropServices;

namespace FineTune.Training.Tokenizers.Text;

/// <summary>A text and its pieces in order; pre-tokenizers cut pieces into smaller ones and may rewrite the text.</summary>
internal sealed class PieceList
{
    private List<Piece> _pieces = [];
    private List<Piece> _next = [];

    /// <summary>The text that the pieces are ranges of.</summary>
    public MappedText Text { get; } = new();

    /// <summary>The pieces in order.</summary>
    public ReadOnlySpan<Piece> Pieces => CollectionsMarshal.AsSpan(_pieces);

    /// <summary>Empties text and pieces.</summary>
    public void Clear()
    {
        Text.Clear();
        _pieces.Clear();
    }

    /// <summary>Appends a range of a normalized text as a piece.</summary>
    public void Append(MappedText source, int start, int length, int tokenId)
    {
        if (length > 0)
        {
            _pieces.Add(new Piece(Text.Length, length, tokenId));
            Text.AppendFrom(source, start, length);
        }
    }

    /// <summary>Cutting: adds a piece to the next generation; empty ones are dropped.</summary>
    public void Add(int start, int length, int tokenId = -1)
    {
        if (length > 0)
        {
            _next.Add(new Piece(start, length, tokenId));
        }
    }

    /// <summary>Ends a cutting: the pieces added are now the pieces.</summary>
    public void Commit()
    {
        (_pieces, _next) = (_next, _pieces);
        _next.Clear();
    }
}
