using System.Text.Json;
using FineTune.Training.Tokenizers.Reading;
using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>Normalizers, pre-tokenizers and decoders by themselves: every row of the components' files.</summary>
public sealed class ComponentGoldenTests
{
    public static TheoryData<string> Normalizers => NamesIn("components/normalizers.jsonl");

    public static TheoryData<string> PreTokenizers => NamesIn("components/pre_tokenizers.jsonl");

    public static TheoryData<string> Decoders => NamesIn("components/decoders.jsonl");

    [Theory]
    [MemberData(nameof(Normalizers))]
    public void Normalizer(string name)
    {
        var row = Row("components/normalizers.jsonl", name);
        var normalizer = NormalizerReader.Read(new JsonPart(name, "", row.GetProperty("config")))!;
        var changed = row.GetProperty("cases").EnumerateArray().ToDictionary(c => c[0].GetInt32(), c => c[1].GetString()!);
        var tested = row.GetProperty("tested");
        var numbers = tested.ValueKind == JsonValueKind.String ? Enumerable.Range(0, GoldenTexts.Texts.Length) : tested.EnumerateArray().Select(e => e.GetInt32());
        foreach (var i in numbers)
        {
            Assert.Equal(changed.GetValueOrDefault(i, GoldenTexts.Texts[i]), normalizer.Apply(GoldenTexts.Texts[i]));
        }
    }

    [Theory]
    [MemberData(nameof(PreTokenizers))]
    public void PreTokenizer(string name)
    {
        var row = Row("components/pre_tokenizers.jsonl", name);
        var preTokenizer = PreTokenizerReader.Read(new JsonPart(name, "", row.GetProperty("config")))!;
        foreach (var golden in row.GetProperty("cases").EnumerateArray())
        {
            var text = GoldenTexts.Texts[golden[0].GetInt32()];
            var stretch = new MappedText();
            stretch.Load(text, 0);
            var list = new PieceList();
            list.Append(stretch, 0, stretch.Length, -1);
            preTokenizer.Apply(list);
            var actual = list.Pieces.ToArray().Select(p => (
                list.Text.Chars.Slice(p.Start, p.Length).ToString(),
                GoldenTexts.CodePointOffset(text, list.Text.Starts[p.Start]),
                GoldenTexts.CodePointOffset(text, list.Text.Ends[p.Start + p.Length - 1])));
            Assert.Equal(golden[1].EnumerateArray().Select(e => (e[0].GetString()!, e[1].GetInt32(), e[2].GetInt32())), actual);
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Decoder(string name)
    {
        var row = Row("components/decoders.jsonl", name);
        var decoder = DecoderReader.Read(new JsonPart(name, "", row.GetProperty("config")))!;
        var inputs = GoldenTexts.Read("components/decoder_inputs.json").GetProperty("tokens").EnumerateArray().ToArray();
        foreach (var (output, i) in row.GetProperty("outputs").EnumerateArray().Select((o, i) => (o, i)))
        {
            var text = string.Concat(decoder.Apply([.. inputs[i].EnumerateArray().Select(e => e.GetString()!)]));
            if (output.ValueKind == JsonValueKind.String)
            {
                Assert.Equal(output.GetString(), text);
            }
        }
    }

    private static TheoryData<string> NamesIn(string file) => [.. GoldenTexts.Lines(file).Select(row => row.GetProperty("name").GetString()!)];

    private static JsonElement Row(string file, string name) => GoldenTexts.Lines(file).Single(row => row.GetProperty("name").GetString() == name);
}
