using System.Text.Json;
using FineTune.Training.Tokenizers;
using FineTune.Training.Tokenizers.Reading;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>Every SentencePiece model of the goldens: pieces, ids, offsets, decoding, normalization, begin and end.</summary>
public sealed class SentencePieceGoldenTests
{
    public static TheoryData<string> Models =>
        [.. GoldenTexts.Read("sentencepiece/index.json").GetProperty("models").EnumerateArray().Select(m => m.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_text_is_encoded_and_decoded_as_SentencePiece_does(string name)
    {
        var entry = Entry(name);
        var path = GoldenTexts.PathOf(entry.GetProperty("model").GetString()!);
        var (tokenizer, parts) = (Tokenizer.LoadSentencePiece(path), SentencePieceParts.Read(path));
        var problems = new List<string>();
        var rows = 0;
        foreach (var row in GoldenTexts.Lines(entry.GetProperty("expected").GetString()!))
        {
            rows++;
            var text = GoldenTexts.Texts[row.GetProperty("i").GetInt32()];
            if ((Compare(tokenizer, text, row) ?? CompareNormalized(parts, text, row)) is { } difference)
            {
                problems.Add($"text {row.GetProperty("i")}: {difference}");
            }
        }

        Assert.True(problems.Count == 0 && rows > 0, $"{problems.Count} of {rows} texts differ: {string.Join("\n", problems.Take(12))}");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Begin_and_end_are_added_and_the_order_can_be_turned(string name)
    {
        var tokenizer = Tokenizer.LoadSentencePiece(GoldenTexts.PathOf(Entry(name).GetProperty("model").GetString()!));
        foreach (var row in GoldenTexts.Lines("sentencepiece/options.jsonl").Where(r => r.GetProperty("model").GetString() == name))
        {
            var text = GoldenTexts.Texts[row.GetProperty("i").GetInt32()];
            Assert.Equal(Integers(row.GetProperty("add_bos_eos")), tokenizer.Encode(text).Ids);
            Assert.Equal(Integers(row.GetProperty("reversed")), tokenizer.Encode(text, addSpecialTokens: false).Ids.AsEnumerable().Reverse());
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_file_is_read_as_it_was_trained(string name)
    {
        var entry = Entry(name);
        var path = GoldenTexts.PathOf(entry.GetProperty("model").GetString()!);
        Assert.Equal(entry.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));
        var file = SentencePieceFile.Read(path);
        var normalizer = entry.GetProperty("normalizer");
        Assert.Equal(
            (entry.GetProperty("vocab_size").GetInt32(), entry.GetProperty("model_type").GetString(), entry.GetProperty("byte_fallback").GetBoolean(), entry.GetProperty("treat_whitespace_as_suffix").GetBoolean(), entry.GetProperty("unk_surface").GetString()),
            (file.Pieces.Count, file.ModelType == 1 ? "unigram" : "bpe", file.ByteFallback, file.SpaceIsSuffix, file.UnknownSurface));
        Assert.Equal(
            (normalizer.GetProperty("charsmap_bytes").GetInt32(), normalizer.GetProperty("add_dummy_prefix").GetBoolean(), normalizer.GetProperty("remove_extra_whitespaces").GetBoolean(), normalizer.GetProperty("escape_whitespaces").GetBoolean()),
            (file.CharactersMap.Length, file.AddsDummyPrefix, file.RemovesExtraSpaces, file.EscapesSpaces));
        Assert.Equal(
            entry.GetProperty("piece_types").EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetInt32()),
            file.Pieces.GroupBy(p => ((int)p.Kind).ToString()).ToDictionary(g => g.Key, g => g.Count()));
        Assert.All(entry.GetProperty("first_ids").EnumerateArray().Select((e, i) => (e, i)), first =>
            Assert.Equal((first.e[0].GetString(), (float)first.e[1].GetDouble(), first.e[2].GetInt32()), (file.Pieces[first.i].Text, file.Pieces[first.i].Score, (int)file.Pieces[first.i].Kind)));
    }

    [Fact]
    public void A_damaged_file_is_told()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(GoldenTexts.PathOf(GoldenTexts.Read("sentencepiece/index.json").GetProperty("models")[0].GetProperty("model").GetString()!));
        File.WriteAllBytes(folder.File("spiece.model"), whole[..(whole.Length / 2)]);
        Assert.Contains("no SentencePiece model", Assert.Throws<InvalidInputException>(() => Tokenizer.LoadSentencePiece(folder.File("spiece.model"))).Message, StringComparison.Ordinal);
        folder.Write("spiece.model", "version https://git-lfs.github.com/spec/v1");
        Assert.Throws<InvalidInputException>(() => Tokenizer.LoadSentencePiece(folder.File("spiece.model")));
        Assert.Contains("does not exist", Assert.Throws<InvalidInputException>(() => Tokenizer.LoadSentencePiece(folder.File("absent.model"))).Message, StringComparison.Ordinal);
    }

    private static string? Compare(Tokenizer tokenizer, string text, JsonElement row)
    {
        var encoding = tokenizer.Encode(text, addSpecialTokens: false);
        var fast = new List<int>();
        tokenizer.EncodeIds(text, fast, addSpecialTokens: false);
        var ids = Integers(row.GetProperty("ids"));
        if (!encoding.Ids.SequenceEqual(ids) || !fast.SequenceEqual(ids))
        {
            return $"ids [{string.Join(',', encoding.Ids)}] expected [{string.Join(',', ids)}]";
        }

        var pieces = row.TryGetProperty("pieces", out var p) ? p.EnumerateArray().Select(e => e.GetString()!) : ids.Select(id => tokenizer.IdToToken(id)!);
        var utf16 = encoding.Tokens.SelectMany(t => new[] { t.Start, t.End }).ToArray();
        var offsets = utf16.Select(o => GoldenTexts.CodePointOffset(text, o)).ToArray();
        var decoded = row.TryGetProperty("decode", out var d) ? d.GetString()! : text;
        return !encoding.Tokens.Select(t => t.Text).SequenceEqual(pieces) ? $"pieces {string.Join('|', encoding.Tokens.Select(t => t.Text))}"
            : !offsets.SequenceEqual(Integers(row.GetProperty("offsets"))) ? $"offsets [{string.Join(',', offsets)}] expected {row.GetProperty("offsets").GetRawText()}"
            : row.TryGetProperty("utf16_offsets", out var o) && !utf16.SequenceEqual(Integers(o)) ? $"utf16 [{string.Join(',', utf16)}] expected {o.GetRawText()}"
            : tokenizer.Decode(ids) != decoded ? $"decode '{tokenizer.Decode(ids)}' expected '{decoded}'"
            : null;
    }

    private static string? CompareNormalized(TokenizerParts parts, string text, JsonElement row) =>
        row.TryGetProperty("normalized", out var normalized) && parts.Normalizer!.Apply(text) != normalized.GetString()
            ? $"normalized '{parts.Normalizer.Apply(text)}' expected '{normalized.GetString()}'"
            : null;

    private static JsonElement Entry(string name) =>
        GoldenTexts.Read("sentencepiece/index.json").GetProperty("models").EnumerateArray().Single(m => m.GetProperty("name").GetString() == name);

    private static int[] Integers(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetInt32())];
}
