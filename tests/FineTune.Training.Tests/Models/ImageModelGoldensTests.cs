using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>Every supported family of image models against the real library's logits, loss, gradients, statistics and three AdamW updates.</summary>
public sealed class ImageModelGoldensTests
{
    public static TheoryData<string, string> Cases() => GoldenFrame.Cases(images: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hidden_states_and_logits_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        using var quiet = no_grad();
        var states = new List<double[]>();
        golden.Model.Images.Features(golden.Pixels, ForwardPass.Evaluation, h => states.Add(GoldenCase.Values(h)));
        var expected = golden.Tensors("hidden.safetensors");
        Assert.Equal(expected.Keys.Count(k => k.StartsWith("hidden_states.", StringComparison.Ordinal)), states.Count);
        for (var i = 0; i < states.Count; i++)
        {
            GoldenFrame.AssertClose(expected[$"hidden_states.{i}"], states[i], type == "Float32" ? 2e-5 : 1e-6, $"hidden state {i}");
        }

        var logits = golden.Model.ImageLogits(golden.Pixels, ForwardPass.Evaluation);
        GoldenFrame.AssertClose([.. GoldenFrame.Flatten(golden.Expected.GetProperty("logits").GetProperty("f64"))], GoldenCase.Values(logits), type == "Float32" ? 2e-5 : 1e-9, "logits");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradients_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        AssertLossAndGradients(golden, ForwardPass.Evaluation, golden.Expected, "gradients.safetensors", type);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_training_batch_statistics_are_used_and_the_running_ones_move(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        if (!golden.HasStatistics)
        {
            Assert.False(File.Exists(Path.Combine(golden.Folder, "buffers_after_one_train_pass.safetensors")), "The reference has statistics and the model none.");
            return;
        }

        AssertLossAndGradients(golden, ImageGoldenCase.Training(), golden.Expected.GetProperty("train_mode"), "gradients_train_mode.safetensors", type);
        AssertBuffers(golden, "buffers_after_one_train_pass.safetensors", type == "Float32" ? 2e-5 : 1e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Three_updates_agree(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        var pass = golden.HasStatistics ? ImageGoldenCase.Training() : ForwardPass.Evaluation;
        GoldenFrame.AssertUpdates(golden.Model, golden.Expected, () => golden.Loss(pass), golden.Relative);
        var gradients = golden.Tensors(golden.HasStatistics ? "gradients_train_mode.safetensors" : "gradients.safetensors");
        GoldenFrame.AssertFinalWeights(golden.Model, golden.Expected, golden.Tensors("final_weights.safetensors"), gradients, isExact: type == "Float64");
        if (golden.HasStatistics)
        {
            // Statistics follow the weights before them, of which each may differ by 2e-5 in single precision.
            AssertBuffers(golden, "final_weights.safetensors", type == "Float32" ? 1e-4 : 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_that_decay_are_those_of_the_reference(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        var spared = golden.Expected.GetProperty("adamw").GetProperty("no_decay").EnumerateArray().Select(n => n.GetString()!);
        Assert.Equal(
            spared.Order(StringComparer.Ordinal),
            golden.Model.Weights.Where(w => !w.Decays).SelectMany(w => w.Parts).Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Frozen_layers_keep_weights_and_statistics_and_the_others_learn(string name, string type)
    {
        using var scope = NewDisposeScope();
        using var golden = Open(name, type);
        var model = golden.Model;
        var hyperparameters = new Hyperparameters { LearningRate = 1e-2, FrozenLayers = 1, FreezeEmbeddings = true };
        var frozen = Freezing.Apply(model, hyperparameters, 1, _ => 0).Frozen;
        var before = model.Weights.Select(w => GoldenCase.Values(w.Value)).ToArray();
        var statistics = model.Buffers.ToDictionary(b => b.Name, b => GoldenCase.Values(b.Value));
        using var updates = new WeightUpdates(model.Weights, hyperparameters, model.Config.Layers + 1);
        golden.Loss(ImageGoldenCase.Training([.. frozen])).backward();
        updates.Apply(1);
        Assert.DoesNotContain(updates.States(1), s => s.Weight.Depth <= 1);
        foreach (var (weight, old) in model.Weights.Zip(before))
        {
            Assert.Equal(weight.Depth <= 1, old.SequenceEqual(GoldenCase.Values(weight.Value)));
        }

        foreach (var buffer in model.Buffers)
        {
            var isFrozen = buffer.Name.Contains("embedder", StringComparison.Ordinal) || buffer.Name.Contains("stages.0.", StringComparison.Ordinal);
            Assert.Equal(isFrozen, statistics[buffer.Name].SequenceEqual(GoldenCase.Values(buffer.Value)));
        }
    }

    private static void AssertLossAndGradients(ImageGoldenCase golden, ForwardPass pass, System.Text.Json.JsonElement expected, string gradientFile, string type)
    {
        var loss = golden.Loss(pass);
        loss.backward();
        var expectedLoss = expected.GetProperty("loss").GetProperty("f64").GetDouble();
        Assert.Equal(expectedLoss, loss.to_type(ScalarType.Float64).item<double>(), Math.Abs(expectedLoss) * golden.Relative);
        var gradients = golden.Tensors(gradientFile);
        var parts = golden.Model.Weights.SelectMany(w => GoldenCase.Parts(w, w.Value.grad!)).ToDictionary(p => p.Name, p => p.Values);
        Assert.Equal(gradients.Keys.Order(StringComparer.Ordinal), parts.Keys.Order(StringComparer.Ordinal));
        foreach (var (part, reference) in gradients)
        {
            GoldenFrame.AssertClose(reference, parts[part], type == "Float32" ? 5e-6 : 1e-6, part);
        }
    }

    private static void AssertBuffers(ImageGoldenCase golden, string file, double tolerance)
    {
        var (numbers, counters) = (golden.Tensors(file), golden.Counters(file));
        foreach (var buffer in golden.Model.Buffers)
        {
            if (buffer.Value.dtype == ScalarType.Int64)
            {
                Assert.Equal(counters[buffer.Name], buffer.Value.item<long>());
            }
            else
            {
                GoldenFrame.AssertClose(numbers[buffer.Name], GoldenCase.Values(buffer.Value), tolerance, buffer.Name);
            }
        }

        Assert.Equal(counters.Count * 3, golden.Model.Buffers.Count);
    }

    private static ImageGoldenCase Open(string name, string type) => new(GoldenFrame.Folder(name), Enum.Parse<ScalarType>(type));
}
