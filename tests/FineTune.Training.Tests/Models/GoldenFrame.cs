using System.Text.Json;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>What the comparisons with the reference models share, whether these read texts or images.</summary>
internal static class GoldenFrame
{
    private static string Root => Path.Combine(SharedFiles.Goldens, "transformers", "tiny");

    /// <summary>The names of all reference models that read texts, or of those that read images.</summary>
    public static IEnumerable<string> Names(bool images) => GoldenCase.Folders(images).Select(folder => Path.GetRelativePath(Root, folder));

    /// <summary>Each of them in both precisions.</summary>
    public static TheoryData<string, string> Cases(bool images)
    {
        var data = new TheoryData<string, string>();
        foreach (var name in Names(images))
        {
            data.Add(name, "Float32");
            data.Add(name, "Float64");
        }

        return data;
    }

    /// <summary>A reference model's folder.</summary>
    public static string Folder(string name) => Path.Combine(Root, name);

    /// <summary>The reference's three AdamW updates with clipping and a linear schedule: losses and norms.</summary>
    public static void AssertUpdates(PretrainedModel model, JsonElement expected, Func<Tensor> forward, double relative)
    {
        var steps = expected.GetProperty("adamw").GetProperty("steps_f64").EnumerateArray().ToArray();
        var hyperparameters = new Hyperparameters { LearningRate = 1e-3, WeightDecay = 0.01, MaxGradientNorm = 1 };
        using var updates = new WeightUpdates(model.Weights, hyperparameters, model.Config.Layers + 1);
        var curve = new LearningRateCurve(LearningRateSchedule.Linear, steps.Length, 1);
        for (var i = 0; i < steps.Length; i++)
        {
            var loss = forward();
            loss.backward();
            var norm = updates.Apply(curve.Factor(i));
            var (expectedLoss, expectedNorm) = (steps[i].GetProperty("loss").GetDouble(), steps[i].GetProperty("grad_norm_before_clip").GetDouble());
            Assert.Equal(expectedLoss, loss.to_type(ScalarType.Float64).item<double>(), Math.Abs(expectedLoss) * relative);
            Assert.Equal(expectedNorm, norm, expectedNorm * relative * 2);
        }
    }

    /// <summary>The weights after them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="expected">The case's expected.json.</param>
    /// <param name="final">The reference's weights.</param>
    /// <param name="gradients">The reference's first gradients.</param>
    /// <param name="isExact">Whether both computed in double precision throughout.</param>
    public static void AssertFinalWeights(
        PretrainedModel model, JsonElement expected, Dictionary<string, double[]> final, Dictionary<string, double[]> gradients, bool isExact)
    {
        var noisy = expected.GetProperty("adamw").GetProperty("ill_conditioned");
        foreach (var (part, values) in model.Weights.SelectMany(w => GoldenCase.Parts(w, w.Value)))
        {
            var isNoisy = noisy.TryGetProperty(part, out _);
            for (var i = 0; i < values.Length; i++)
            {
                var tolerance = isExact ? 1e-6 : isNoisy ? 1.5e-3 : 2e-5 + Amplified(gradients.GetValueOrDefault(part)?[i] ?? 1);
                Assert.True(Math.Abs(final[part][i] - values[i]) <= tolerance, $"{part}[{i}]: {values[i]:R}, expected {final[part][i]:R} within {tolerance:G3}.");
            }
        }
    }

    /// <summary>Numbers that may differ by so much.</summary>
    public static void AssertClose(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual).Select(p => Math.Abs(p.First - p.Second)).DefaultIfEmpty().Max();
        Assert.True(worst <= tolerance, $"{what} differs by {worst:G3}, allowed {tolerance:G3}.");
    }

    /// <summary>All numbers of a nested list.</summary>
    public static IEnumerable<double> Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element.GetDouble()];

    /// <summary>
    /// Adam divides each gradient by its own size: a single-precision difference of 6.5e-7 (the README's measure between correct
    /// implementations) moves a weight whose gradient is small by that share of the learning rates' sum.
    /// </summary>
    private static double Amplified(double gradient) => 1.5e-3 * Math.Min(1, 6.5e-7 / Math.Max(1e-12, Math.Abs(gradient)));
}
