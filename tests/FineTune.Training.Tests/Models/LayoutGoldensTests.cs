using System.Text.Json;
using FineTune.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>The same weights as users store them: shards, old names, without prefix, in half precision, or not fitting at all.</summary>
public sealed class LayoutGoldensTests
{
    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(SharedFiles.Goldens, "transformers", "layouts")).Order(StringComparer.Ordinal))
        {
            if (ModelFamily.Supported.Contains(GoldenCase.ModelType(folder)))
            {
                data.Add(Path.GetFileName(folder));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_are_reported_as_the_library_does(string name)
    {
        using var scope = NewDisposeScope();
        var (folder, expected) = Read(name);
        var reported = expected.GetProperty("reported_by_transformers");
        using var model = Load(folder, expected);
        var ignored = expected.TryGetProperty("model_class", out var kind) && kind.GetString() == "BertModel";
        var missing = model.Report.Missing.Concat(model.Report.New).Where(n => !ignored || !n.StartsWith("classifier", StringComparison.Ordinal));
        Assert.Equal(Names(reported, "missing_keys"), missing.Select(n => Bare(n, ignored)).Order(StringComparer.Ordinal));
        var unexpected = Names(reported, "unexpected_keys").Where(n => !n.EndsWith("masked_bias", StringComparison.Ordinal)); // a buffer: ignored
        Assert.Equal(unexpected, model.Report.Unexpected.Select(Renamed).Order(StringComparer.Ordinal));
        Assert.Equal(
            reported.GetProperty("mismatched_keys").EnumerateArray().Select(m => m[0].GetString()!).Order(StringComparer.Ordinal),
            model.Report.Mismatched.Select(m => m.Name));
        if (expected.TryGetProperty("transformers_raises", out _))
        {
            var thrown = Assert.Throws<InvalidInputException>(() => ModelFolder.Inspect(folder));
            Assert.Equal(
                Names(reported, "missing_keys").Count + Names(reported, "unexpected_keys").Count + model.Report.Mismatched.Count, thrown.Problems.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_equal_those_of_the_plain_folder(string name)
    {
        using var scope = NewDisposeScope();
        var (folder, expected) = Read(name);
        if (!expected.TryGetProperty("equal_to", out var equal) || equal.ValueKind != JsonValueKind.String)
        {
            return;
        }

        using var model = Load(folder, expected);
        using var plain = Load(Path.Combine(SharedFiles.Goldens, "transformers", equal.GetString()!), expected);
        var byName = plain.Weights.ToDictionary(w => w.Name, w => w.Value);
        foreach (var weight in model.Weights.Where(w => !model.Report.New.Contains(w.Name)))
        {
            Assert.Equal(GoldenCase.Values(byName[weight.Name]), GoldenCase.Values(weight.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recorded_logits_agree(string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (folder, expected) = Read(name);
        if (!expected.TryGetProperty("logits_f32", out var logits))
        {
            return;
        }

        using var golden = new GoldenCase(folder, ScalarType.Float32, Path.Combine(SharedFiles.Goldens, "transformers", expected.GetProperty("inputs").GetString()!));
        var values = GoldenCase.Values(golden.Logits(golden.Batch()));
        var rows = logits.EnumerateArray().SelectMany(r => r.EnumerateArray().Select(v => v.GetDouble()));
        Assert.All(rows.Zip(values), p => Assert.Equal(p.First, p.Second, 2e-5));
    }

    /// <summary>The library reports gamma and beta under their new names; we name what stands in the file.</summary>
    private static string Renamed(string name) =>
        name.Replace("LayerNorm.gamma", "LayerNorm.weight", StringComparison.Ordinal).Replace("LayerNorm.beta", "LayerNorm.bias", StringComparison.Ordinal);

    private static string Bare(string name, bool isBase) => isBase && name.StartsWith("bert.", StringComparison.Ordinal) ? name["bert.".Length..] : name;

    private static List<string> Names(JsonElement reported, string key) =>
        [.. reported.GetProperty(key).EnumerateArray().Select(k => k.GetString()!).Order(StringComparer.Ordinal)];

    private static PretrainedModel Load(string folder, JsonElement expected)
    {
        var kind = expected.TryGetProperty("model_class", out var named) ? named.GetString()! : string.Empty;
        var task = kind.Contains("LM", StringComparison.Ordinal) ? ModelTask.MaskedLanguage
            : kind.EndsWith("ForTokenClassification", StringComparison.Ordinal) ? ModelTask.TokenClassification
            : ModelTask.SequenceClassification;
        return PretrainedModel.TryLoad(folder, task, null, WeightOptions.Cpu(0));
    }

    private static (string Folder, JsonElement Expected) Read(string name)
    {
        var folder = Path.Combine(SharedFiles.Goldens, "transformers", "layouts", name);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        return (folder, json.RootElement.Clone());
    }
}
