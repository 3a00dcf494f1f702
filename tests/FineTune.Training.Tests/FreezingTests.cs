using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>What is frozen stays as it is, and joins when its time has come.</summary>
public sealed class FreezingTests
{
    [Fact]
    public void Gradual_unfreezing_trains_layer_after_layer_from_the_top()
    {
        using var task = new TinyTask();
        using var before = SafetensorsFile.Open(Path.Combine(task.ModelFolder, "model.safetensors"));
        foreach (var (epochs, changed) in new[] { (1.0, Array.Empty<string>()), (2.0, ["layer.1."]), (3.0, ["layer.1.", "layer.0."]) })
        {
            var request = task.Request($"to{epochs}", epochs);
            Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { UnfreezeEveryEpochs = 1 } }, null, CancellationToken.None);
            using var state = SafetensorsFile.Open(Path.Combine(task.Folder($"to{epochs}"), "state.safetensors"));
            foreach (var entry in before.Entries.Where(e => e.Name.StartsWith("bert.encoder", StringComparison.Ordinal) || e.Name.Contains("embeddings", StringComparison.Ordinal)))
            {
                var mayChange = changed.Any(c => entry.Name.Contains(c, StringComparison.Ordinal));
                Assert.Equal(mayChange, state.Entries.Any(e => e.Name == "exp_avg." + entry.Name));
                Assert.True(mayChange || before.Bytes(entry).SequenceEqual(state.Bytes(state[entry.Name])), $"{entry.Name} after {epochs}");
            }
        }
    }

    [Fact]
    public void Nothing_is_remembered_for_the_way_back_below_the_lowest_trained_layer()
    {
        using var task = new TinyTask(layers: 3);
        using var scope = NewDisposeScope();
        var model = PretrainedModel.Load(task.ModelFolder, ModelTask.SequenceClassification, task.Dataset.Labels, WeightOptions.Cpu(1));
        using var run = new TrainingRun(model, task.Dataset.Train, new Hyperparameters { FrozenLayers = 2, FreezeEmbeddings = true, Dropout = 0.5 }, 1);
        var pass = ForwardPass.Training(new RandomKey(1), new DropoutRates(0.5, 0.5, 0.5), 3, new HashSet<int> { 0, 1, 2 });
        var (training, evaluation) = (new List<Tensor>(), new List<Tensor>());
        var batch = TokenBatch.Create([[2, 10, 3], [2, 11, 12, 3]], null, model.Layout);
        model.Backbone.Encode(batch, pass, training.Add);
        model.Backbone.Encode(batch, ForwardPass.Evaluation, evaluation.Add);
        Assert.Equal([false, false, false, true], training.Select(h => h.requires_grad));

        // Frozen layers run as they do in evaluation, without dropout.
        Assert.All(training.Zip(evaluation).Take(3), p => Assert.Equal(p.Second.data<float>().ToArray(), p.First.data<float>().ToArray()));
        Assert.NotEqual(evaluation[3].data<float>().ToArray(), training[3].data<float>().ToArray());
    }

    [Fact]
    public void A_name_pattern_freezes_what_it_matches()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 1);
        Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { FrozenPattern = @"LayerNorm|\.1\.attention" } }, null, CancellationToken.None);
        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "state.safetensors"));
        Assert.DoesNotContain(state.Entries, e => e.Name.Contains("LayerNorm", StringComparison.Ordinal) || e.Name.Contains(".1.attention", StringComparison.Ordinal));
        Assert.Contains(state.Entries, e => e.Name.Contains(".0.attention", StringComparison.Ordinal));
    }

    [Fact]
    public void Frozen_parameters_stay_bit_identical_and_own_no_optimizer_state()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 2);
        Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { FrozenLayers = 1, FreezeEmbeddings = true } }, null, CancellationToken.None);
        using var before = SafetensorsFile.Open(Path.Combine(task.ModelFolder, "model.safetensors"));
        using var best = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "best.safetensors"));
        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "state.safetensors"));
        static bool IsFrozen(string name) => name.Contains("embeddings", StringComparison.Ordinal) || name.Contains("layer.0.", StringComparison.Ordinal);
        foreach (var entry in before.Entries.Where(e => IsFrozen(e.Name)))
        {
            Assert.True(before.Bytes(entry).SequenceEqual(best.Bytes(best[entry.Name])), entry.Name);
        }

        Assert.DoesNotContain(state.Entries, e => IsFrozen(e.Name));
        Assert.Contains(state.Entries, e => e.Name == "exp_avg.bert.encoder.layer.1.output.dense.weight");
    }
}
