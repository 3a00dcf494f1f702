using System.Text;
using FineTune.Training.Tokenizers.Reading;

namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>
/// What SentencePiece's algorithms share: neighbouring unknown characters are one unknown token, or each becomes its
/// bytes, of which the last stands for the character.
/// </summary>
internal abstract class SentencePieceModel : SubwordModel
{
    private readonly int[]? _byteIds;

    /// <summary>Creates the model of a file.</summary>
    protected SentencePieceModel(SentencePieceFile file)
        : base(new Vocabulary(file.Pieces.Select((piece, id) => KeyValuePair.Create(piece.Text, id))))
    {
        UnknownId = file.Pieces.Select((piece, id) => (piece, id)).First(p => p.piece.Kind == SentencePieceKind.Unknown).id;
        _byteIds = file.ByteFallback ? [.. Enumerable.Range(0, 256).Select(value => Vocabulary.IdOf($"<0x{value:X2}>"))] : null;
    }

    /// <inheritdoc/>
    public override bool IsCacheable => false;

    /// <summary>The unknown piece.</summary>
    protected int UnknownId { get; }

    /// <inheritdoc/>
    public override string? SurfaceOf(SubwordToken token, ReadOnlySpan<char> word) =>
        token.Id == UnknownId ? word[token.Start..token.End].ToString() : null;

    /// <summary>Appends a token; an unknown one joins the one before, or becomes its bytes.</summary>
    protected void Append(ReadOnlySpan<char> word, SubwordToken token, int first, List<SubwordToken> result)
    {
        if (token.Id != UnknownId)
        {
            result.Add(token);
        }
        else if (_byteIds is not null)
        {
            Span<byte> bytes = stackalloc byte[4];
            var count = Encoding.UTF8.GetBytes(word[token.Start..token.End], bytes);
            for (var i = 0; i < count; i++)
            {
                result.Add(new SubwordToken(_byteIds[bytes[i]] is >= 0 and var id ? id : UnknownId, token.Start, i == count - 1 ? token.End : token.Start));
            }
        }
        else if (result.Count > first && result[^1].Id == UnknownId)
        {
            result[^1] = result[^1] with { End = token.End };
        }
        else
        {
            result.Add(token);
        }
    }
}
