using FineTune.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>Every supported family of text models against the real library's logits, loss, gradients and three AdamW updates.</summary>
public sealed class ModelGoldensTests
{
    public static TheoryData<string, string> Cases() => GoldenFrame.Cases(images: false);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hidden_states_and_logits_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        using var quiet = no_grad();
        var tolerance = type == "Float32" ? 2e-5 : 1e-6;
        var states = new List<double[]>();
        golden.Model.Backbone.Encode(golden.Batch(), ForwardPass.Evaluation, h => states.Add(GoldenCase.Values(h)));
        var expected = golden.Tensors("hidden.safetensors");
        for (var i = 0; i < states.Count; i++)
        {
            GoldenFrame.AssertClose(golden.RealPositions(expected[$"hidden_states.{i}"], golden.Model.Config.HiddenSize), states[i], tolerance, $"hidden state {i}");
        }

        GoldenFrame.AssertClose(ExpectedLogits(golden), GoldenCase.Values(golden.Logits(golden.Batch())), type == "Float32" ? 2e-5 : golden.HasRotaryTables ? 1e-6 : 1e-9, "logits");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradients_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        var loss = golden.Loss(golden.Logits(golden.Batch()));
        loss.backward();
        var expected = golden.Expected.GetProperty("loss").GetProperty("f64").GetDouble();
        Assert.Equal(expected, loss.to_type(ScalarType.Float64).item<double>(), Math.Abs(expected) * (type == "Float32" ? 1e-5 : golden.HasRotaryTables ? 1e-7 : 1e-9));
        var gradients = golden.Tensors("gradients.safetensors");
        var seen = new HashSet<string>();
        foreach (var weight in golden.Model.Weights)
        {
            var gradient = weight.Value.grad ?? zeros_like(weight.Value);
            foreach (var (part, values) in GoldenCase.Parts(weight, gradient))
            {
                seen.Add(part);
                if (gradients.TryGetValue(part, out var reference))
                {
                    GoldenFrame.AssertClose(reference, values, type == "Float32" ? 5e-6 : 1e-6, part);
                }
            }
        }

        Assert.Empty(gradients.Keys.Except(seen));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Three_updates_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        GoldenFrame.AssertUpdates(
            golden.Model, golden.Expected, () => golden.Loss(golden.Logits(golden.Batch())), type == "Float32" ? 1e-5 : golden.HasRotaryTables ? 1e-7 : 1e-9);
        GoldenFrame.AssertFinalWeights(
            golden.Model, golden.Expected, golden.Tensors("final_weights.safetensors"), golden.Tensors("gradients.safetensors"), isExact: type == "Float64" && !golden.HasRotaryTables);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Padding_does_not_change_logits(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        using var quiet = no_grad();
        var batch = golden.Batch();
        var together = GoldenCase.Values(golden.Logits(batch));
        var alone = Enumerable.Range(0, batch.Rows).SelectMany(r => GoldenCase.Values(golden.Logits(golden.Batch(r)))).ToArray();
        GoldenFrame.AssertClose(alone, together, type == "Float32" ? 5e-6 : 1e-12, "logits");
    }

    [Fact]
    public void No_reference_model_is_left_out()
    {
        var all = Directory.EnumerateFiles(GoldenFrame.Folder(string.Empty), "inputs.json", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!);
        Assert.Equal(all.Order(StringComparer.Ordinal), GoldenFrame.Names(images: false).Concat(GoldenFrame.Names(images: true)).Select(GoldenFrame.Folder).Order(StringComparer.Ordinal));
    }

    private static double[] ExpectedLogits(GoldenCase golden)
    {
        if (File.Exists(Path.Combine(golden.Folder, "logits.safetensors")))
        {
            return golden.RealPositions(golden.Tensors("logits.safetensors")["logits_f64"], golden.Model.Config.VocabularySize);
        }

        var rows = golden.Expected.GetProperty("logits").GetProperty("f64");
        var flat = GoldenFrame.Flatten(rows).ToArray();
        return golden.IsWhole ? flat : golden.RealPositions(flat, golden.Model.Config.Labels.Count);
    }

    private static GoldenCase Open(string name, string type) => new(GoldenFrame.Folder(name), Enum.Parse<ScalarType>(type));
}
