using FineTune.Training.Checkpoints;

namespace FineTune.Training.Tests;

/// <summary>Trials that train low-rank adapters.</summary>
public sealed class AdapterTrainingTests
{
    [Fact]
    public void An_adapter_beside_the_model_is_merged_or_trained_on()
    {
        using var task = new TinyTask();
        var request = task.Request("lora", 2);
        Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { LoraRank = 2, LoraTargets = "all-linear" } }, null, CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(task.Folder("lora"), "best-adapter")))
        {
            File.Copy(file, Path.Combine(task.ModelFolder, Path.GetFileName(file)));
        }

        // A rate of almost nothing leaves what the training began with.
        SegmentRequest Still(string output, int rank) => task.Request(output, 1) with
        {
            Hyperparameters = new Hyperparameters { LearningRate = 1e-30, WeightDecay = 0, Epochs = 1, LoraRank = rank },
        };
        using var expected = SafetensorsFile.Open(Path.Combine(task.Folder("lora"), "best.safetensors"));
        foreach (var rank in new[] { 0, 7 })
        {
            Trainer.TrainSegment(Still($"rank{rank}", rank), null, CancellationToken.None);
            using var best = SafetensorsFile.Open(Path.Combine(task.Folder($"rank{rank}"), "best.safetensors"));
            Assert.All(
                expected.Entries,
                e => Assert.All(expected.ReadSingles(e).Zip(best.ReadSingles(best[e.Name])), p => Assert.Equal(p.First, p.Second, 1e-12f)));
        }

        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("rank7"), "state.safetensors"));
        Assert.Contains(state.Entries, e => e.Name.EndsWith("lora_A.weight", StringComparison.Ordinal) && e.Shape[0] == 2);
    }

    [Theory]
    [InlineData("lora")]
    [InlineData("rslora")]
    [InlineData("dora")]
    public void Adapters_alone_are_trained_and_the_best_epoch_is_stored_merged(string variant)
    {
        using var task = new TinyTask(rows: 200);
        var request = task.Request("out", 4);
        request = request with { Hyperparameters = request.Hyperparameters with { LoraRank = 4, LoraTargets = "all-linear", LoraVariant = variant, LoraDropout = 0.1, Epochs = 4 } };
        var result = Trainer.TrainSegment(request, null, CancellationToken.None);
        using var before = SafetensorsFile.Open(Path.Combine(task.ModelFolder, "model.safetensors"));
        using var best = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "best.safetensors"));
        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "state.safetensors"));
        const string Adapted = "bert.encoder.layer.0.attention.self.query.weight";
        const string Untouched = "bert.embeddings.word_embeddings.weight";
        Assert.True(before.Bytes(before[Untouched]).SequenceEqual(best.Bytes(best[Untouched])));
        Assert.False(before.Bytes(before[Adapted]).SequenceEqual(best.Bytes(best[Adapted])));
        Assert.DoesNotContain(best.Entries, e => e.Name.Contains("lora", StringComparison.Ordinal));
        Assert.DoesNotContain(state.Entries, e => e.Name == Adapted);
        Assert.True(File.Exists(Path.Combine(task.Folder("out"), "best-adapter", "adapter_config.json")));
        Assert.True(result.Reports[^1].Metrics["train_loss"] < result.Reports[0].Metrics["train_loss"]);
    }
}
