using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>Every supported family of text models against the real library's logits, loss, gradients and three AdamW updates.</summary>
public sealed class ModelGoldensTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in GoldenCase.Folders())
        {
            data.Add($"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}", "Float32");
            data.Add($"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}", "Float64");
        }

        return data;
    }

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
            AssertClose(golden.RealPositions(expected[$"hidden_states.{i}"], golden.Model.Config.HiddenSize), states[i], tolerance, $"hidden state {i}");
        }

        AssertClose(ExpectedLogits(golden), GoldenCase.Values(golden.Logits(golden.Batch())), type == "Float32" ? 2e-5 : golden.HasRotaryTables ? 1e-6 : 1e-9, "logits");
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
                    AssertClose(reference, values, type == "Float32" ? 5e-6 : 1e-6, part);
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
        var steps = golden.Expected.GetProperty("adamw").GetProperty("steps_f64").EnumerateArray().ToArray();
        var hyperparameters = new Hyperparameters { LearningRate = 1e-3, WeightDecay = 0.01, MaxGradientNorm = 1 };
        using var updates = new WeightUpdates(golden.Model.Weights, hyperparameters, golden.Model.Config.Layers + 1);
        var curve = new LearningRateCurve(LearningRateSchedule.Linear, steps.Length, 1);
        var relative = type == "Float32" ? 1e-5 : golden.HasRotaryTables ? 1e-7 : 1e-9;
        for (var i = 0; i < steps.Length; i++)
        {
            var loss = golden.Loss(golden.Logits(golden.Batch()));
            loss.backward();
            var norm = updates.Apply(curve.Factor(i));
            var (expectedLoss, expectedNorm) = (steps[i].GetProperty("loss").GetDouble(), steps[i].GetProperty("grad_norm_before_clip").GetDouble());
            Assert.Equal(expectedLoss, loss.to_type(ScalarType.Float64).item<double>(), Math.Abs(expectedLoss) * relative);
            Assert.Equal(expectedNorm, norm, expectedNorm * relative * 2);
        }

        AssertFinalWeights(golden, type);
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
        AssertClose(alone, together, type == "Float32" ? 5e-6 : 1e-12, "logits");
    }

    private static void AssertFinalWeights(GoldenCase golden, string type)
    {
        var final = golden.Tensors("final_weights.safetensors");
        var gradients = golden.Tensors("gradients.safetensors");
        var noisy = golden.Expected.GetProperty("adamw").GetProperty("ill_conditioned");
        foreach (var weight in golden.Model.Weights)
        {
            foreach (var (part, values) in GoldenCase.Parts(weight, weight.Value))
            {
                var isNoisy = noisy.TryGetProperty(part, out _);
                for (var i = 0; i < values.Length; i++)
                {
                    var tolerance = type == "Float64" && !golden.HasRotaryTables ? 1e-6 : isNoisy ? 1.5e-3 : 2e-5 + Amplified(gradients.GetValueOrDefault(part)?[i] ?? 1);
                    Assert.True(Math.Abs(final[part][i] - values[i]) <= tolerance, $"{part}[{i}]: {values[i]:R}, expected {final[part][i]:R} within {tolerance:G3}.");
                }
            }
        }
    }

    /// <summary>
    /// Adam divides each gradient by its own size: a single-precision difference of 6.5e-7 (the README's measure between correct
    /// implementations) moves a weight whose gradient is small by that share of the learning rates' sum.
    /// </summary>
    private static double Amplified(double gradient) => 1.5e-3 * Math.Min(1, 6.5e-7 / Math.Max(1e-12, Math.Abs(gradient)));

    private static double[] ExpectedLogits(GoldenCase golden)
    {
        if (File.Exists(Path.Combine(golden.Folder, "logits.safetensors")))
        {
            return golden.RealPositions(golden.Tensors("logits.safetensors")["logits_f64"], golden.Model.Config.VocabularySize);
        }

        var rows = golden.Expected.GetProperty("logits").GetProperty("f64");
        var flat = Flatten(rows).ToArray();
        return golden.IsWhole ? flat : golden.RealPositions(flat, golden.Model.Config.Labels.Count);
    }

    private static IEnumerable<double> Flatten(System.Text.Json.JsonElement element) =>
        element.ValueKind == System.Text.Json.JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element.GetDouble()];

    private static GoldenCase Open(string name, string type) => new(
        Path.Combine(SharedFiles.Goldens, "transformers", "tiny", name), Enum.Parse<ScalarType>(type));

    private static void AssertClose(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual).Select(p => Math.Abs(p.First - p.Second)).DefaultIfEmpty().Max();
        Assert.True(worst <= tolerance, $"{what} differs by {worst:G3}, allowed {tolerance:G3}.");
    }
}
