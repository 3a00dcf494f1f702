using System.Text.Json;
using FineTune.Training.Adapters;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Adapters;

/// <summary>LoRA, rsLoRA and DoRA in peft's own files against what peft computed with them.</summary>
public sealed class PeftGoldensTests
{
    private static string Root => Path.Combine(SharedFiles.Goldens, "transformers", "peft");

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal))
        {
            if (ModelFamily.Supported.Contains(GoldenCase.ModelType(BaseOf(Read(folder)))))
            {
                data.Add(Path.GetFileName(folder), "Float32");
                data.Add(Path.GetFileName(folder), "Float64");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_loss_and_gradients_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        var (folder, expected) = (Path.Combine(Root, name), Read(Path.Combine(Root, name)));
        using var golden = Open(folder, expected, type);
        var logits = golden.Logits(golden.Batch());
        var with = expected.GetProperty("with_adapter");
        if (with.GetProperty("logits").TryGetProperty("f64", out var rows))
        {
            var flat = rows.EnumerateArray().SelectMany(r => r.EnumerateArray().Select(v => v.GetDouble())).ToArray();
            AssertClose(flat, GoldenCase.Values(logits), Tolerance(golden, type, 3e-5), "logits");
        }
        else
        {
            var padded = GoldenCase.TensorsOf(Path.Combine(folder, "logits.safetensors"))["logits_f64"];
            AssertClose(golden.RealPositions(padded, golden.Model.Config.VocabularySize), GoldenCase.Values(logits), Tolerance(golden, type, 3e-5), "logits");
        }

        var loss = golden.Loss(logits);
        loss.backward();
        var value = with.GetProperty("loss").GetProperty("f64").GetDouble();
        Assert.Equal(value, loss.to_type(ScalarType.Float64).item<double>(), value * Tolerance(golden, type, 1e-5));
        AssertTrained(golden, GoldenCase.TensorsOf(Path.Combine(folder, "gradients.safetensors")), w => w.Value.grad ?? zeros_like(w.Value), (_, _) => type == "Float32" ? 5e-6 : 1e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Merging_gives_the_matrices_that_peft_merges(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var folder = Path.Combine(Root, name);
        using var golden = Open(folder, Read(folder), type);
        var merged = golden.Model.PlainWeights().SelectMany(w => GoldenCase.Parts(w.Weight, w.Value)).ToDictionary(p => p.Name, p => p.Values);
        foreach (var (tensor, values) in GoldenCase.TensorsOf(Path.Combine(folder, "merged_changed.safetensors")))
        {
            AssertClose(values, merged[tensor], type == "Float32" ? 8e-6 : 1e-6, tensor);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Three_updates_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        var (folder, expected) = (Path.Combine(Root, name), Read(Path.Combine(Root, name)));
        using var golden = Open(folder, expected, type);
        var options = expected.GetProperty("adamw").GetProperty("options");
        var hyperparameters = new Hyperparameters { LearningRate = options.GetProperty("lr").GetDouble(), WeightDecay = options.GetProperty("weight_decay").GetDouble() };
        using var updates = new WeightUpdates(golden.Model.Weights, hyperparameters, golden.Model.Config.Layers + 1);
        var curve = new LearningRateCurve(LearningRateSchedule.Linear, 3, 1);
        foreach (var (step, i) in expected.GetProperty("adamw").GetProperty("steps_f64").EnumerateArray().Select((s, i) => (s, i)))
        {
            var loss = golden.Loss(golden.Logits(golden.Batch()));
            loss.backward();
            var norm = updates.Apply(curve.Factor(i));
            var value = step.GetProperty("loss").GetDouble();
            Assert.Equal(value, loss.to_type(ScalarType.Float64).item<double>(), value * Tolerance(golden, type, 1e-5));
            Assert.Equal(step.GetProperty("grad_norm_before_clip").GetDouble(), norm, norm * Math.Max(1e-6, Tolerance(golden, type, 2e-5)));
        }

        var noisy = expected.GetProperty("adamw").GetProperty("ill_conditioned");
        var gradients = GoldenCase.TensorsOf(Path.Combine(folder, "gradients.safetensors"));
        double Allowed(string tensor, int i) => noisy.TryGetProperty(tensor, out _) ? 1.5e-3
            : (type == "Float32" ? 2e-5 : 1e-6) + (1.5e-3 * Math.Min(1, (type == "Float32" ? 6.5e-7 : 1e-9) / Math.Max(1e-12, Math.Abs(gradients[tensor][i]))));
        AssertTrained(golden, GoldenCase.TensorsOf(Path.Combine(folder, "final_adapter.safetensors")), w => w.Value, Allowed);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Adapters_are_saved_as_they_were_loaded(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var output = new TemporaryFolder();
        var folder = Path.Combine(Root, name);
        using var golden = Open(folder, Read(folder), type);
        AdapterFolder.Save(golden.Model, output.Path, "base");
        var (before, after) = (GoldenCase.TensorsOf(Path.Combine(folder, "adapter_model.safetensors")), GoldenCase.TensorsOf(output.File("adapter_model.safetensors")));
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
        Assert.All(before, tensor => Assert.Equal(tensor.Value, after[tensor.Key]));
        Assert.Equivalent(AdapterFolder.ReadSettings(folder), AdapterFolder.ReadSettings(output.Path));
    }

    private static void AssertTrained(GoldenCase golden, Dictionary<string, double[]> expected, Func<ModelWeight, Tensor> value, Func<string, int, double> tolerance)
    {
        var seen = new HashSet<string>();
        foreach (var weight in golden.Model.Weights.Where(w => w.Value.requires_grad))
        {
            foreach (var (part, values) in GoldenCase.Parts(weight, value(weight)))
            {
                var stored = AdapterFolder.StoredName(golden.Model, part);
                if (expected.TryGetValue(stored, out var reference))
                {
                    seen.Add(stored);
                    for (var i = 0; i < values.Length; i++)
                    {
                        Assert.True(Math.Abs(reference[i] - values[i]) <= tolerance(stored, i), $"{stored}[{i}]: {values[i]:R}, expected {reference[i]:R}.");
                    }
                }
            }
        }

        Assert.Empty(expected.Keys.Except(seen));
    }

    private static GoldenCase Open(string folder, JsonElement expected, string type)
    {
        var golden = new GoldenCase(BaseOf(expected), Enum.Parse<ScalarType>(type));
        AdapterFolder.Load(golden.Model, folder);
        return golden;
    }

    private static double Tolerance(GoldenCase golden, string type, double single) => type == "Float32" ? single : golden.HasRotaryTables ? 1e-6 : 1e-8;

    private static string BaseOf(JsonElement expected) => Path.Combine(SharedFiles.Goldens, "transformers", expected.GetProperty("base").GetString()!);

    private static void AssertClose(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual).Select(p => Math.Abs(p.First - p.Second)).DefaultIfEmpty().Max();
        Assert.True(worst <= tolerance, $"{what} differs by {worst:G3}, allowed {tolerance:G3}.");
    }

    private static JsonElement Read(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        return json.RootElement.Clone();
    }
}
