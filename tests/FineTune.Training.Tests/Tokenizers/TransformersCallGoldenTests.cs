using System.Text.Json;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>Whole calls of transformers' tokenizers (padding side, strides, overflow, masks), and a file's own truncation and padding.</summary>
public sealed class TransformersCallGoldenTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, GoldenTexts.Lines("transformers_calls.jsonl").Count())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_call_gives_the_same_batch(int number)
    {
        var row = GoldenTexts.Lines("transformers_calls.jsonl").ElementAt(number);
        var (call, output) = (row.GetProperty("call"), row.GetProperty("output"));
        var tokenizer = TokenizerFor(row, call);
        var withSpecials = !call.TryGetProperty("add_special_tokens", out var add) || add.GetBoolean();
        var texts = call.GetProperty("text").EnumerateArray().ToArray();
        var pairs = call.TryGetProperty("text_pair", out var p) ? p.EnumerateArray().Select(e => e.GetString()).ToArray() : new string?[texts.Length];
        var batch = texts[0].ValueKind == JsonValueKind.Array
            ? Words(tokenizer, [.. texts.Select(t => t.EnumerateArray().Select(w => w.GetString()!).ToArray())])
            : tokenizer.EncodeBatch(texts.Select((t, i) => (t.GetString()!, pairs[i])), withSpecials);
        var hasOverflow = call.TryGetProperty("return_overflowing_tokens", out _);
        var rows = batch.SelectMany((e, i) => hasOverflow ? e.Overflowing.Prepend(e).Select(part => (part, i)) : [(e, i)]).ToArray();

        Assert.Equal(Lists(output, "input_ids"), rows.Select(r => string.Join(',', r.part.Ids)));
        Assert.Equal(Lists(output, "attention_mask"), rows.Select(r => string.Join(',', r.part.Tokens.Select(t => t.IsAttended ? 1 : 0))));
        if (output.TryGetProperty("special_tokens_mask", out _))
        {
            Assert.Equal(Lists(output, "special_tokens_mask"), rows.Select(r => string.Join(',', r.part.Tokens.Select(t => t.IsSpecial ? 1 : 0))));
        }

        if (output.TryGetProperty("offset_mapping", out var offsets))
        {
            Assert.Equal(
                offsets.EnumerateArray().Select(r => string.Join(',', r.EnumerateArray().Select(o => $"{o[0]}-{o[1]}"))),
                rows.Select(r => string.Join(',', r.part.Tokens.Select(t => $"{t.Start}-{t.End}"))));
            Assert.Equal(output.GetProperty("overflow_to_sample_mapping").EnumerateArray().Select(e => e.GetInt32()), rows.Select(r => r.i));
        }
    }

    [Fact]
    public void The_padding_and_truncation_of_a_file_are_applied()
    {
        var folder = Directory.EnumerateDirectories(Path.Combine(GoldenTexts.Folder, "existing")).Single(f => File.Exists(Path.Combine(f, "padded.jsonl")));
        var tokenizer = Tokenizer.LoadFile(Path.Combine(SharedFiles.Root, "data", $"w-{Path.GetFileName(folder)}", "tokenizer.json"));
        var rows = GoldenTexts.Lines(Path.Combine(folder, "padded.jsonl")).ToArray();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var text = GoldenTexts.Texts[row.GetProperty("i").GetInt32()];
            var encoding = tokenizer.Encode(text);
            var overflowing = row.TryGetProperty("overflowing", out var o) ? o.EnumerateArray().ToArray() : [];
            Assert.Equal(overflowing.Length, encoding.Overflowing.Count);
            foreach (var (expected, actual) in overflowing.Prepend(row).Zip(encoding.Overflowing.Prepend(encoding)))
            {
                Assert.Null(new ExpectedEncoding(expected, tokenizer).Difference(actual, (_, offset) => GoldenTexts.CodePointOffset(text, offset)));
            }
        }
    }

    private static Tokenizer TokenizerFor(JsonElement row, JsonElement call)
    {
        var tokenizer = GoldenTokenizers.Load(row.GetProperty("tokenizer").GetString()!);
        var padToken = row.GetProperty("special_tokens").GetProperty("pad_token").GetString()!;
        var maxLength = call.TryGetProperty("max_length", out var m) ? m.GetInt32() : 0;
        var padding = call.TryGetProperty("padding", out var p)
            ? new PaddingOptions(
                tokenizer.TokenToId(padToken)!.Value, padToken, 0, p.ValueKind == JsonValueKind.String ? maxLength : null,
                call.TryGetProperty("pad_to_multiple_of", out var multiple) ? multiple.GetInt32() : null, row.GetProperty("padding_side").GetString() == "left")
            : null;
        var truncation = call.TryGetProperty("truncation", out var t)
            ? new TruncationOptions(
                maxLength, t.ValueKind == JsonValueKind.String ? TruncationStrategy.OnlySecond : TruncationStrategy.LongestFirst,
                call.TryGetProperty("stride", out var stride) ? stride.GetInt32() : 0, row.GetProperty("truncation_side").GetString() == "left")
            : null;
        return tokenizer.WithPadding(padding).WithTruncation(truncation);
    }

    private static TokenEncoding[] Words(Tokenizer tokenizer, string[][] texts)
    {
        var longest = texts.Max(words => tokenizer.WithPadding(null).EncodeWords(words).Count);
        var padded = tokenizer.WithPadding(tokenizer.Padding! with { Length = longest });
        return [.. texts.Select(words => padded.EncodeWords(words))];
    }

    private static IEnumerable<string> Lists(JsonElement output, string name) =>
        output.GetProperty(name).EnumerateArray().Select(list => string.Join(',', list.EnumerateArray().Select(e => e.GetInt32())));
}
