using System.Globalization;
using System.Text;
using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>
/// SentencePiece's rules as the tokenizers library applies them: a grapheme cluster of fewer than 6 bytes is replaced as a
/// whole by the first rule that begins it; otherwise each code point by itself. (SentencePiece itself takes the longest rule.)
/// </summary>
internal sealed class PrecompiledNormalizer(CharactersMap map) : Normalizer
{
    [ThreadStatic]
    private static List<(int Code, int Change)>? _codes;

    private readonly bool[] _isPlain = FindPlain(map);

    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        var chars = text.Chars;
        if (IsPlain(chars))
        {
            return;
        }

        var codes = _codes ??= [];
        codes.Clear();
        var modified = false;
        for (var i = 0; i < chars.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(chars[i..]);
            modified |= AddCluster(chars.Slice(i, length), codes);
            i += length;
        }

        if (modified)
        {
            text.Transform(codes);
        }
    }

    /// <summary>ASCII characters that no rule touches and that never join a cluster: texts of them pass unchanged.</summary>
    private static bool[] FindPlain(CharactersMap map)
    {
        var plain = new bool[128];
        for (var unit = 0x20; unit < 0x7F; unit++)
        {
            plain[unit] = map.Shortest([(byte)unit]) is null;
        }

        return plain;
    }

    private bool IsPlain(ReadOnlySpan<char> chars)
    {
        foreach (var unit in chars)
        {
            if (unit >= 128 || !_isPlain[unit])
            {
                return false;
            }
        }

        return true;
    }

    private bool AddCluster(ReadOnlySpan<char> cluster, List<(int Code, int Change)> codes)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (Encoding.UTF8.GetByteCount(cluster) < 6)
        {
            var count = Encoding.UTF8.GetBytes(cluster, bytes);
            if (map.Shortest(bytes[..count]) is { } replacement)
            {
                Replace(codes, CountOf(cluster), replacement);
                return true;
            }
        }

        var modified = false;
        for (var i = 0; i < cluster.Length;)
        {
            var code = CodePoints.At(cluster, i, out var length);
            var count = Encoding.UTF8.GetBytes(cluster.Slice(i, length), bytes);
            if (map.Shortest(bytes[..count]) is { } replacement)
            {
                Replace(codes, 1, replacement);
                modified = true;
            }
            else
            {
                codes.Add((code, 0));
            }

            i += length;
        }

        return modified;
    }

    private static void Replace(List<(int Code, int Change)> codes, int oldCount, string replacement)
    {
        var newCount = 0;
        for (var i = 0; i < replacement.Length; newCount++)
        {
            codes.Add((CodePoints.At(replacement, i, out var length), newCount >= oldCount ? 1 : 0));
            i += length;
        }

        if (newCount < oldCount && codes.Count > 0)
        {
            codes[^1] = (codes[^1].Code, codes[^1].Change + newCount - oldCount);
        }
    }

    private static int CountOf(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; count++)
        {
            CodePoints.At(text, i, out var length);
            i += length;
        }

        return count;
    }
}
