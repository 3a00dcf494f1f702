using System.Text.Json;
using FineTune.Training.Adapters;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>Supervised fine-tunings of a real decoder recorded with the transformers library, update by update.</summary>
public sealed class SupervisedRunGoldensTests
{
    private static string Runs => Path.Combine(SharedFiles.Goldens, "transformers", "runs-sft");

    public static TheoryData<string> Variants() => [.. Directory.EnumerateFiles(Runs, "*.json")
        .Where(f => Read(f).TryGetProperty("steps", out _)).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_recorded_supervised_fine_tuning_is_repeated(string variant)
    {
        using var scope = NewDisposeScope();
        set_num_threads(1);
        var expected = Read(Path.Combine(Runs, variant + ".json"));
        var data = Read(Path.Combine(Runs, "data.json"));
        using var run = Start(expected, data, variant);
        var step = 0;
        foreach (var update in expected.GetProperty("steps").EnumerateArray())
        {
            var (loss, norm, _) = run.Train(step++);
            AssertWithin(update.GetProperty("loss").GetDouble(), loss, 2e-5, $"loss at update {step}");
            AssertWithin(update.GetProperty("grad_norm").GetDouble(), norm, 5e-5 * norm, $"gradient norm at update {step}");
        }

        var (tokens, labels) = (Rows(data, "eval", "input_ids"), Rows(data, "eval", "labels"));
        var split = new PreparedSplit(
            [.. tokens.SelectMany(t => t)], [.. tokens.Aggregate(new List<long> { 0 }, (ends, t) => [.. ends, ends[^1] + t.Length])], [], [.. Enumerable.Range(1, tokens.Count)], null, [.. labels.SelectMany(l => l)]);
        var outcome = NextTokenOutcome.Of(run.Model, split);
        Assert.Equal(expected.GetProperty("final_eval").GetProperty("labelled_tokens").GetDouble(), NextTokenTask.Of(split).WeightOf([.. Enumerable.Range(0, split.Count)]));
        AssertWithin(expected.GetProperty("final_eval").GetProperty("mean_nll").GetDouble(), outcome.Measure("loss"), 2e-5, "final loss");
        Assert.Equal(Math.Exp(outcome.Measure("loss")), outcome.Measure("perplexity"), 1e-12);
    }

    private static TrainingRun Start(JsonElement expected, JsonElement data, string variant)
    {
        var settings = expected.GetProperty("settings");
        var folder = Path.Combine(SharedFiles.Root, "data", "w-tinystories-656k");
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not at hand.");
        var model = PretrainedModel.Load(folder, ModelTask.MaskedLanguage, null, WeightOptions.Cpu(0));
        var adapter = Path.Combine(Runs, variant + "-initial");
        if (Directory.Exists(adapter))
        {
            AdapterFolder.Load(model, adapter);
        }

        var micro = settings.GetProperty("per_device_train_batch_size").GetInt32();
        var task = new NextTokenTask(Rows(data, "train", "input_ids"), Rows(data, "train", "labels"));
        var hyperparameters = new Hyperparameters
        {
            LearningRate = settings.GetProperty("learning_rate").GetDouble(),
            BatchSize = micro * settings.GetProperty("gradient_accumulation_steps").GetInt32(),
            MicroBatchSize = micro,
            Epochs = settings.GetProperty("num_train_epochs").GetDouble(),
            Dropout = 0,
            WeightDecay = settings.GetProperty("weight_decay").GetDouble(),
            WarmupRatio = settings.GetProperty("warmup_ratio").GetDouble(),
        };
        var order = new DataOrder(task.Count, hyperparameters.BatchSize, _ => [.. Enumerable.Range(0, task.Count)]);
        return new TrainingRun(model, task, hyperparameters, 1, order);
    }

    private static List<int[]> Rows(JsonElement data, string split, string name) =>
        [.. data.GetProperty(split).EnumerateArray().Select(r => r.GetProperty(name).EnumerateArray().Select(v => v.GetInt32()).ToArray())];

    private static void AssertWithin(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: {actual:R}, expected {expected:R} within {tolerance:G2}.");

    private static JsonElement Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }
}
