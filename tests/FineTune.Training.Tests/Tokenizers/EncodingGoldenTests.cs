using System.Text.Json;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>Every tokenizer of the goldens' index, on every text: ids, offsets, words, masks, types, decoding.</summary>
public sealed class EncodingGoldenTests
{
    public static TheoryData<string> Names =>
        [.. GoldenTexts.Read("index.json").GetProperty("tokenizers").EnumerateArray()
            .Select(t => t.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_is_encoded_and_decoded_as_the_library_does(string name)
    {
        var entry = GoldenTexts.Read("index.json").GetProperty("tokenizers").EnumerateArray().Single(t => t.GetProperty("name").GetString() == name);
        var tokenizer = GoldenTokenizers.Load(name).WithTruncation(null).WithPadding(null);
        var problems = new List<string>();
        var rows = 0;
        foreach (var row in GoldenTexts.Lines(entry.GetProperty("expected").GetString()!))
        {
            rows++;
            var text = GoldenTexts.Texts[row.GetProperty("i").GetInt32()];
            var difference = Compare(tokenizer, text, row);
            if (difference is not null)
            {
                problems.Add($"text {row.GetProperty("i")}: {difference}");
            }
        }

        Assert.True(problems.Count == 0, $"{problems.Count} of {rows} texts differ: {string.Join("\n", problems.Take(12))}");
    }

    private static string? Compare(Tokenizer tokenizer, string text, JsonElement row)
    {
        var encoding = tokenizer.Encode(text);
        var expected = new ExpectedEncoding(row, tokenizer);
        var difference = expected.Difference(encoding, (_, offset) => GoldenTexts.CodePointOffset(text, offset))
            ?? DifferenceOfPlain(tokenizer, text, row, expected, encoding);
        if (difference is not null)
        {
            return difference;
        }

        var skip = row.TryGetProperty("decode_skip", out var d) ? d.GetString()! : text;
        var all = row.TryGetProperty("decode", out d) ? d.GetString()! : skip;
        var ids = encoding.Ids;
        return tokenizer.Decode(ids) != skip ? $"decode_skip '{tokenizer.Decode(ids)}' expected '{skip}'"
            : tokenizer.Decode(ids, skipSpecialTokens: false) != all ? $"decode '{tokenizer.Decode(ids, false)}' expected '{all}'"
            : null;
    }

    private static string? DifferenceOfPlain(Tokenizer tokenizer, string text, JsonElement row, ExpectedEncoding expected, TokenEncoding encoding)
    {
        var plain = tokenizer.Encode(text, addSpecialTokens: false);
        var difference = row.GetProperty("plain").ValueKind == JsonValueKind.Array
            ? expected.Slice(row.GetProperty("plain")).Difference(plain, (_, offset) => GoldenTexts.CodePointOffset(text, offset))
            : new ExpectedEncoding(row.GetProperty("plain"), tokenizer).Difference(plain, (_, offset) => GoldenTexts.CodePointOffset(text, offset));
        var fast = new List<int>();
        tokenizer.EncodeIds(text, fast);
        return difference is not null ? "without special tokens: " + difference
            : !fast.SequenceEqual(encoding.Ids) ? "the fast way gives other ids"
            : null;
    }
}
