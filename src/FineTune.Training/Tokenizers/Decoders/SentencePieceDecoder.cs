using System.Globalization;
using System.Text;
using FineTune.Training.Tokenizers.Reading;

namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>SentencePiece's decoding: the space before the text goes, unknown pieces become their sign, bytes become text.</summary>
internal sealed class SentencePieceDecoder : Decoder
{
    private readonly SentencePieceFile _file;
    private readonly Dictionary<string, SentencePieceKind> _kinds;

    /// <summary>Creates the decoder of a file.</summary>
    public SentencePieceDecoder(SentencePieceFile file)
    {
        _file = file;
        _kinds = file.Pieces.Where(p => p.Kind is SentencePieceKind.Control or SentencePieceKind.Unknown or SentencePieceKind.Byte)
            .ToDictionary(p => p.Text, p => p.Kind, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        var result = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        var atStart = true;
        foreach (var token in tokens)
        {
            var kind = _kinds.GetValueOrDefault(token, SentencePieceKind.Normal);
            if (kind == SentencePieceKind.Byte)
            {
                bytes.Add(byte.Parse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                continue;
            }

            atStart &= bytes.Count == 0;
            Flush(bytes, result);
            var text = kind switch
            {
                SentencePieceKind.Control => "",
                SentencePieceKind.Unknown => _file.UnknownSurface,
                _ => Decode(token, ref atStart),
            };
            atStart &= text.Length == 0;
            result.Add(text);
        }

        Flush(bytes, result);
        return result;
    }

    private string Decode(string token, ref bool atStart)
    {
        var text = token;
        if (atStart && (_file.AddsDummyPrefix || _file.RemovesExtraSpaces) && token.StartsWith('\u2581'))
        {
            text = token[1..];
            atStart = _file.RemovesExtraSpaces;
        }

        return text.Replace('\u2581', ' ');
    }

    /// <summary>Writes bytes as text; each that belongs to no character becomes U+FFFD.</summary>
    private static void Flush(List<byte> bytes, List<string> result)
    {
        Span<byte> rest = [.. bytes];
        while (rest.Length > 0)
        {
            var isWhole = Rune.DecodeFromUtf8(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            result.Add(isWhole ? rune.ToString() : "\uFFFD");
            rest = rest[(isWhole ? used : 1)..];
        }

        bytes.Clear();
    }
}
