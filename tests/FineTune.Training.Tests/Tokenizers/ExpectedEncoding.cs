using System.Text.Json;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>An encoding as the goldens write it: absent fields have the defaults that their README states.</summary>
internal sealed class ExpectedEncoding
{
    private readonly List<EncodedToken> _tokens = [];
    private readonly bool _hasUtf16;
    private readonly bool _hasTexts;
    private readonly bool _hasSequences;
    private readonly List<(int Start, int End)> _utf16 = [];

    private ExpectedEncoding(IEnumerable<EncodedToken> tokens, IEnumerable<(int, int)> utf16, bool hasUtf16)
    {
        _tokens.AddRange(tokens);
        _utf16.AddRange(utf16);
        _hasUtf16 = hasUtf16;
    }

    public ExpectedEncoding(JsonElement row, Tokenizer tokenizer)
    {
        var ids = Numbers(row, "ids")!;
        var offsets = Numbers(row, "offsets");
        var utf16 = Numbers(row, "utf16_offsets");
        var words = row.TryGetProperty("word_ids", out var w) ? w.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? -1 : e.GetInt32()).ToArray() : null;
        var sequences = row.TryGetProperty("sequence_ids", out var s) ? s.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? -1 : e.GetInt32()).ToArray() : null;
        var types = Numbers(row, "type_ids");
        var special = Numbers(row, "special_tokens_mask");
        var attention = Numbers(row, "attention_mask");
        var texts = row.TryGetProperty("tokens", out var t) ? t.EnumerateArray().Select(e => e.GetString()!).ToArray() : null;
        _hasUtf16 = utf16 is not null;
        _hasTexts = texts is not null;
        _hasSequences = sequences is not null;
        for (var i = 0; i < ids.Length; i++)
        {
            var word = words?[i] ?? 0;
            _tokens.Add(new EncodedToken(
                ids[i],
                texts?[i] ?? tokenizer.IdToToken(ids[i]) ?? "?",
                offsets?[2 * i] ?? 0,
                offsets?[(2 * i) + 1] ?? 0,
                word,
                sequences?[i] ?? 0,
                types?[i] ?? 0,
                special is null ? word < 0 : special[i] == 1,
                attention is null || attention[i] == 1));
            _utf16.Add(_hasUtf16 ? (utf16![2 * i], utf16[(2 * i) + 1]) : default);
        }
    }

    public ExpectedEncoding Slice(JsonElement range)
    {
        var (start, end) = (range[0].GetInt32(), range[1].GetInt32());
        return new ExpectedEncoding(_tokens[start..end], _utf16[start..end], _hasUtf16);
    }

    /// <summary>The first difference in words, or null.</summary>
    public string? Difference(TokenEncoding actual, Func<EncodedToken, int, int> codePoints)
    {
        var ids = actual.Ids;
        if (!ids.SequenceEqual(_tokens.Select(t => t.Id)))
        {
            return $"ids [{string.Join(",", ids)}] ({string.Join("|", actual.Tokens.Select(t => t.Text))}) expected [{string.Join(",", _tokens.Select(t => t.Id))}] ({string.Join("|", _tokens.Select(t => t.Text))})";
        }

        for (var i = 0; i < ids.Length; i++)
        {
            var token = actual.Tokens[i];
            var expected = _tokens[i];
            var inCodePoints = token with { StartsWithPair = false, Start = codePoints(token, token.Start), End = codePoints(token, token.End), SequenceId = _hasSequences ? token.SequenceId : expected.SequenceId };
            if (inCodePoints != expected)
            {
                return $"token {i}{(_hasTexts ? "" : " (text of the vocabulary)")}: {inCodePoints} expected {expected}";
            }

            if (_hasUtf16 && (token.Start, token.End) != _utf16[i])
            {
                return $"token {i}: UTF-16 offsets {(token.Start, token.End)} expected {_utf16[i]}";
            }
        }

        return null;
    }

    private static int[]? Numbers(JsonElement row, string name) =>
        row.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(e => e.GetInt32())] : null;
}
