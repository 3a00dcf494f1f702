using System.Globalization;
using System.Text;
using System.Text.Json;
using FineTune.Training.Tokenizers.Reading;
using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>
/// The character classes of unicode.json, found there by probing every code point, and here too: each stands between two
/// marks and goes through the normalizer or pre-tokenizer.
/// </summary>
public sealed class UnicodeGoldenTests
{
    // The marks where a probe begins and ends are no probes themselves; nor are surrogates. No letter becomes or joins them.
    private const char Before = '\u25A0';
    private const char After = '\u25A1';
    private static readonly int[] Probes = [.. Enumerable.Range(0, 0x110000).Where(c => c is not (Before or After) and not (>= 0xD800 and < 0xE000))];

    public static TheoryData<string> RegexClasses => [.. GoldenTexts.Read("unicode.json").GetProperty("regex_classes").EnumerateObject().Select(c => c.Name)];

    [Theory]
    [InlineData("bert_clean_text_removed", """{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": false, "strip_accents": false, "lowercase": false}""", "")]
    [InlineData("bert_clean_text_to_space", """{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": false, "strip_accents": false, "lowercase": false}""", " ")]
    [InlineData("bert_cjk_padded", """{"type": "BertNormalizer", "clean_text": false, "handle_chinese_chars": true, "strip_accents": false, "lowercase": false}""", " {0} ")]
    [InlineData("strip_accents_removed", """{"type": "StripAccents"}""", "")]
    [InlineData("nmt_removed", """{"type": "Nmt"}""", "")]
    [InlineData("nmt_to_space", """{"type": "Nmt"}""", " ")]
    public void A_normalizer_treats_exactly_these(string list, string config, string becomes)
    {
        var treated = Inside(config).Where(p => p.Value == string.Format(CultureInfo.InvariantCulture, becomes, char.ConvertFromUtf32(p.Key)) && p.Value != char.ConvertFromUtf32(p.Key));
        Assert.Equal(Ranges(list), Ranges(treated.Select(p => p.Key)));
    }

    [Fact]
    public void The_accents_that_BERT_strips_are_these()
    {
        // It decomposes first, so only code points that decompose into themselves show what is stripped.
        var decomposed = Inside("""{"type": "NFD"}""").Where(p => p.Value == char.ConvertFromUtf32(p.Key)).Select(p => p.Key).ToHashSet();
        var stripped = Inside("""{"type": "BertNormalizer", "clean_text": false, "handle_chinese_chars": false, "strip_accents": true, "lowercase": false}""");
        Assert.Equal(
            Ranges(Codes("bert_strip_accents_removed_from_nfd").Where(decomposed.Contains)),
            Ranges(stripped.Where(p => p.Value.Length == 0 && decomposed.Contains(p.Key)).Select(p => p.Key)));
    }

    [Theory]
    [InlineData("bert_punctuation", """{"type": "BertPreTokenizer"}""", true)]
    [InlineData("bert_whitespace", """{"type": "BertPreTokenizer"}""", false)]
    [InlineData("punctuation_pre_tokenizer", """{"type": "Punctuation"}""", true)]
    [InlineData("whitespace_split", """{"type": "WhitespaceSplit"}""", false)]
    [InlineData("digits_pre_tokenizer", """{"type": "Digits", "individual_digits": true}""", true)]
    public void A_pre_tokenizer_cuts_at_exactly_these(string list, string config, bool keeps)
    {
        var preTokenizer = PreTokenizerReader.Read(new JsonPart(list, "", JsonElement.Parse(config)))!;
        var (text, places) = ProbeText();
        var stretch = new MappedText();
        stretch.Load(text, 0);
        var pieces = new PieceList();
        pieces.Append(stretch, 0, stretch.Length, -1);
        preTokenizer.Apply(pieces);
        var alone = pieces.Pieces.ToArray().Select(p => (p.Start, p.Length)).ToHashSet();
        var starts = pieces.Pieces.ToArray().Select(p => p.Start).ToHashSet();
        var found = Probes.Where((code, i) => keeps
            ? alone.Contains((places[i], code > 0xFFFF ? 2 : 1))
            : !starts.Contains(places[i]) && starts.Contains(places[i] + (code > 0xFFFF ? 2 : 1)));

        // A pre-tokenizer that drops characters keeps no place for them, so places are those of the original text.
        Assert.Equal(text.Length, pieces.Text.Length);
        Assert.Equal(Ranges(list), Ranges(found));
    }

    [Fact]
    public void The_white_space_that_Strip_cuts_is_this()
    {
        var normalizer = NormalizerReader.Read(new JsonPart("strip", "", JsonElement.Parse("""{"type": "Strip", "strip_left": true, "strip_right": true}""")))!;
        Assert.Equal(Ranges("strip_normalizer"), Ranges(Probes.Where(c => normalizer.Apply(char.ConvertFromUtf32(c)).Length == 0)));
    }

    [Theory]
    [MemberData(nameof(RegexClasses))]
    public void A_regex_class_holds_exactly_these(string name)
    {
        var (text, places) = ProbeText();
        var matches = new List<(int Start, int End)>();
        new RegexPattern(name).Find(text, matches);
        var starts = matches.Select(m => m.Start).ToHashSet();
        var golden = GoldenTexts.Read("unicode.json").GetProperty("regex_classes").GetProperty(name);
        var found = Probes.Where((_, i) => starts.Contains(places[i]));
        Assert.Equal(Ranges(Codes(golden).Where(c => c is not (Before or After))), Ranges(found));
    }

    [Fact]
    public void Lower_case_is_this_map()
    {
        var golden = GoldenTexts.Read("unicode.json").GetProperty("lowercase").EnumerateObject().ToDictionary(e => Hex(e.Name), e => Text(e.Value.GetString()!));
        foreach (var (code, lower) in Inside("""{"type": "Lowercase"}"""))
        {
            Assert.Equal((code, golden.GetValueOrDefault(code, char.ConvertFromUtf32(code))), (code, lower));
        }
    }

    [Theory]
    [InlineData("NFC")]
    [InlineData("NFD")]
    [InlineData("NFKC")]
    [InlineData("NFKD")]
    public void Normal_forms_differ_from_Unicode_14_where_the_library_does(string form)
    {
        var forms = Inside($$"""{"type": "{{form}}"}""");
        foreach (var golden in GoldenTexts.Read("unicode.json").GetProperty("normalization_differs_from_unicode_14.0.0").GetProperty(form).EnumerateObject())
        {
            Assert.Equal((golden.Name, Text(golden.Value.GetString()!)), (golden.Name, forms[Hex(golden.Name)]));
        }
    }

    /// <summary>What becomes of every probe between its marks.</summary>
    private static Dictionary<int, string> Inside(string config)
    {
        var normalizer = NormalizerReader.Read(new JsonPart(config, "", JsonElement.Parse(config)))!;
        var parts = normalizer.Apply(ProbeText().Text).Split(After);
        Assert.Equal(Probes.Length + 1, parts.Length);
        return Probes.Zip(parts).ToDictionary(p => p.First, p => p.Second[1..]);
    }

    private static (string Text, int[] Places) ProbeText()
    {
        var text = new StringBuilder();
        var places = new int[Probes.Length];
        for (var i = 0; i < Probes.Length; i++)
        {
            text.Append(Before);
            places[i] = text.Length;
            text.Append(char.ConvertFromUtf32(Probes[i])).Append(After);
        }

        return (text.ToString(), places);
    }

    private static string Ranges(string list) => Ranges(Codes(list).Where(c => c is not (Before or After)));

    private static string Ranges(IEnumerable<int> codes)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var code in codes)
        {
            if (ranges.Count > 0 && (ranges[^1].Last == code - 1 || (ranges[^1].Last == 0xD7FF && code == 0xE000) || (ranges[^1].Last == Before - 1 && code == After + 1)))
            {
                ranges[^1] = (ranges[^1].First, code);
            }
            else
            {
                ranges.Add((code, code));
            }
        }

        return string.Join(' ', ranges.Select(r => $"{r.First:X}-{r.Last:X}"));
    }

    private static IEnumerable<int> Codes(string list)
    {
        var unicode = GoldenTexts.Read("unicode.json");
        var value = unicode.GetProperty(list);
        return value.ValueKind == JsonValueKind.String ? Codes(unicode.GetProperty(value.GetString()!["same as ".Length..])) : Codes(value);
    }

    private static IEnumerable<int> Codes(JsonElement ranges)
    {
        var ends = ranges.EnumerateArray().Select(e => e.GetInt32()).ToArray();
        return Enumerable.Range(0, ends.Length / 2).SelectMany(i => Enumerable.Range(ends[2 * i], ends[(2 * i) + 1] - ends[2 * i] + 1)).Where(c => c is not (>= 0xD800 and < 0xE000));
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Text(string codes) => string.Concat(codes.Split(' ').Select(c => char.ConvertFromUtf32(Hex(c))));
}
