using System.Text.Json;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>Pairs, given words, truncation, padding, special tokens as text, streamed decoding, old layouts: every row of their files.</summary>
public sealed class EncodingOptionsGoldenTests
{
    [Fact]
    public void Pairs_of_texts()
    {
        var pairs = GoldenTexts.Read("pairs.json").GetProperty("pairs");
        Check("pairs.jsonl", row =>
        {
            var pair = pairs[row.GetProperty("pair").GetInt32()];
            var (first, second) = (pair[0].GetString()!, pair[1].GetString()!);
            var tokenizer = Plain(row);
            var encoding = tokenizer.Encode(first, second, row.GetProperty("add_special_tokens").GetBoolean());
            return Compare(row, encoding, tokenizer, [first, second])
                ?? (row.TryGetProperty("decode_skip", out var text) && tokenizer.Decode(encoding.Ids) != text.GetString() ? $"decode '{tokenizer.Decode(encoding.Ids)}'" : null);
        });
    }

    [Fact]
    public void Given_words()
    {
        var golden = GoldenTexts.Read("pretokenized.json");
        var (lists, labels) = (golden.GetProperty("words"), golden.GetProperty("labels"));
        Check("pretokenized.jsonl", row =>
        {
            var number = row.GetProperty("words").GetInt32();
            var words = Strings(lists[number]);
            var pair = row.TryGetProperty("pair_words", out var other) ? Strings(lists[other.GetInt32()]) : null;
            var tokenizer = Plain(row);
            var encoding = tokenizer.EncodeWords(words, pair, row.GetProperty("add_special_tokens").GetBoolean());
            var difference = CompareInWords(row, encoding, tokenizer, words, pair ?? []);
            return difference ?? (row.TryGetProperty("first_subtoken_labels", out var expected) && !FirstLabels(encoding, labels[number]).SequenceEqual(expected.EnumerateArray().Select(e => e.GetInt32())) ? "labels" : null);
        });
    }

    [Fact]
    public void Truncation_of_texts_and_pairs()
    {
        var inputs = GoldenTexts.Read("truncation.json").GetProperty("inputs");
        Check("truncation.jsonl", row =>
        {
            var input = inputs[row.GetProperty("input").GetInt32()];
            var (first, second) = (input[0].GetString()!, input[1].GetString());
            return Expecting(row, () =>
            {
                var tokenizer = Plain(row).WithTruncation(ReadTruncation(row));
                var encoding = tokenizer.Encode(first, second, row.GetProperty("add_special_tokens").GetBoolean());
                return CompareWithOverflow(row, encoding, tokenizer, [first, second ?? ""]);
            });
        });
    }

    [Fact]
    public void Padding_of_batches()
    {
        var batches = GoldenTexts.Read("padding.json").GetProperty("batches");
        Check("padding.jsonl", row =>
        {
            var batch = batches[row.GetProperty("batch").GetInt32()].EnumerateArray()
                .Select(t => t.ValueKind == JsonValueKind.String ? (t.GetString()!, null) : (t[0].GetString()!, t[1].GetString())).ToArray();
            return Expecting(row, () =>
            {
                var padding = row.GetProperty("padding");
                var truncation = row.GetProperty("truncation");
                var tokenizer = Plain(row).WithPadding(ReadPadding(padding)).WithTruncation(truncation.ValueKind == JsonValueKind.Null ? null : ReadTruncation(truncation));
                var encodings = tokenizer.EncodeBatch(batch);
                return row.GetProperty("encodings").EnumerateArray()
                    .Select((expected, i) => CompareWithOverflow(expected, encodings[i], tokenizer, [batch[i].Item1, batch[i].Item2 ?? ""]))
                    .FirstOrDefault(d => d is not null);
            });
        });
    }

    [Fact]
    public void Special_tokens_as_text() => Check("encode_special_tokens.jsonl", row =>
    {
        var ids = Plain(row).WithSpecialTokensAsText(true).Encode(GoldenTexts.Texts[row.GetProperty("i").GetInt32()]).Ids;
        return ids.SequenceEqual(row.GetProperty("ids").EnumerateArray().Select(e => e.GetInt32())) ? null : $"ids [{string.Join(',', ids)}]";
    });

    [Fact]
    public void Streamed_decoding() => Check("decode_stream.jsonl", row =>
    {
        var stream = new DecodeStream(Plain(row), row.GetProperty("skip_special_tokens").GetBoolean());
        var chunks = row.GetProperty("ids").EnumerateArray().Select(id => stream.Step(id.GetInt32())).ToArray();
        return chunks.SequenceEqual(row.GetProperty("chunks").EnumerateArray().Select(c => c.GetString())) ? null : string.Join('|', chunks);
    });

    [Fact]
    public void Old_layouts() => Check("old_layouts/expected.jsonl", row =>
    {
        var tokenizer = GoldenTokenizers.LoadFiles(row.GetProperty("files").GetString()!, row.GetProperty("tokenizer_config").GetRawText());
        foreach (var golden in row.GetProperty("cases").EnumerateArray())
        {
            var ids = tokenizer.Encode(GoldenTexts.Texts[golden[0].GetInt32()]).Ids;
            if (!ids.SequenceEqual(golden[1].EnumerateArray().Select(e => e.GetInt32())))
            {
                return $"text {golden[0]}: [{string.Join(',', ids)}] expected {golden[1].GetRawText()}";
            }
        }

        var pair = row.GetProperty("pair_case");
        var encoding = tokenizer.Encode(pair.GetProperty("a").GetString()!, pair.GetProperty("b").GetString());
        return encoding.Ids.SequenceEqual(pair.GetProperty("input_ids").EnumerateArray().Select(e => e.GetInt32())) ? null : $"pair [{string.Join(',', encoding.Ids)}]";
    });

    private static void Check(string file, Func<JsonElement, string?> difference)
    {
        var problems = new List<string>();
        var rows = 0;
        foreach (var row in GoldenTexts.Lines(file))
        {
            rows++;
            if (difference(row) is { } found)
            {
                problems.Add($"{row.GetRawText()[..Math.Min(200, row.GetRawText().Length)]}: {found}");
            }
        }

        Assert.True(problems.Count == 0, $"{problems.Count} of {rows} rows differ: {string.Join("\n", problems.Take(10))}");
    }

    private static string? Expecting(JsonElement row, Func<string?> compare)
    {
        var mustFail = row.TryGetProperty("error", out _);
        try
        {
            var difference = compare();
            return mustFail ? "the library refuses this" : difference;
        }
        catch (ArgumentException e)
        {
            return mustFail ? null : e.Message;
        }
    }

    private static Tokenizer Plain(JsonElement row) =>
        GoldenTokenizers.Load(row.GetProperty("tokenizer").GetString()!).WithTruncation(null).WithPadding(null);

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];

    private static string? CompareWithOverflow(JsonElement row, TokenEncoding encoding, Tokenizer tokenizer, string[] texts)
    {
        var difference = Compare(row, encoding, tokenizer, texts);
        if (difference is not null)
        {
            return difference;
        }

        if (row.TryGetProperty("overflowing_ids", out var ids))
        {
            return encoding.Overflowing.Select(o => string.Join(',', o.Ids)).SequenceEqual(ids.EnumerateArray().Select(e => string.Join(',', e.EnumerateArray().Select(id => id.GetInt32()))))
                ? null
                : $"overflowing [{string.Join("] [", encoding.Overflowing.Select(o => string.Join(',', o.Ids)))}] expected {ids.GetRawText()}";
        }

        var parts = row.TryGetProperty("overflowing", out var list) ? list.EnumerateArray().ToArray() : [];
        return parts.Length != encoding.Overflowing.Count
            ? $"{encoding.Overflowing.Count} overflowing parts, expected {parts.Length}"
            : parts.Select((part, i) => Compare(part, encoding.Overflowing[i], tokenizer, texts)).FirstOrDefault(d => d is not null);
    }

    /// <summary>Compares with what the row has: rows without offsets state ids and types only.</summary>
    private static string? Compare(JsonElement row, TokenEncoding encoding, Tokenizer tokenizer, string[] texts)
    {
        if (!row.TryGetProperty("offsets", out _))
        {
            var types = row.TryGetProperty("type_ids", out var t) ? t.EnumerateArray().Select(e => e.GetInt32()).ToArray() : new int[encoding.Count];
            return !encoding.Ids.SequenceEqual(row.GetProperty("ids").EnumerateArray().Select(e => e.GetInt32())) ? $"ids [{string.Join(',', encoding.Ids)}]"
                : !encoding.Tokens.Select(token => token.TypeId).SequenceEqual(types) ? "types"
                : null;
        }

        return new ExpectedEncoding(row, tokenizer).Difference(encoding, (token, offset) => GoldenTexts.CodePointOffset(texts[Math.Max(token.SequenceId, 0)], offset));
    }

    private static string? CompareInWords(JsonElement row, TokenEncoding encoding, Tokenizer tokenizer, string[] words, string[] pair) =>
        new ExpectedEncoding(row, tokenizer).Difference(encoding, (token, offset) => token.WordId < 0 ? offset : GoldenTexts.CodePointOffset((token.SequenceId == 1 ? pair : words)[token.WordId], offset));

    private static IEnumerable<int> FirstLabels(TokenEncoding encoding, JsonElement labels)
    {
        var last = -1;
        foreach (var token in encoding.Tokens)
        {
            yield return token.WordId >= 0 && token.WordId != last ? labels[token.WordId].GetInt32() : -100;
            last = token.WordId;
        }
    }

    private static TruncationOptions ReadTruncation(JsonElement json) => new(
        json.GetProperty("max_length").GetInt32(),
        json.TryGetProperty("strategy", out var s) ? s.GetString() switch { "only_first" => TruncationStrategy.OnlyFirst, "only_second" => TruncationStrategy.OnlySecond, _ => TruncationStrategy.LongestFirst } : TruncationStrategy.LongestFirst,
        json.TryGetProperty("stride", out var stride) ? stride.GetInt32() : 0,
        json.TryGetProperty("direction", out var direction) && direction.GetString() == "left");

    private static PaddingOptions ReadPadding(JsonElement json) => new(
        json.TryGetProperty("pad_id", out var id) ? id.GetInt32() : 0,
        json.TryGetProperty("pad_token", out var token) ? token.GetString()! : "[PAD]",
        json.TryGetProperty("pad_type_id", out var type) ? type.GetInt32() : 0,
        json.TryGetProperty("length", out var length) && length.ValueKind == JsonValueKind.Number ? length.GetInt32() : null,
        json.TryGetProperty("pad_to_multiple_of", out var multiple) && multiple.ValueKind == JsonValueKind.Number ? multiple.GetInt32() : null,
        json.TryGetProperty("direction", out var direction) && direction.GetString() == "left");
}
