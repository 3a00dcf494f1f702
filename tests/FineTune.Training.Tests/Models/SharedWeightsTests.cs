using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>The base weights are there once, however many trials train beside each other, and no trial changes them.</summary>
[Collection(nameof(SharedWeightsTests))]
[CollectionDefinition(nameof(SharedWeightsTests), DisableParallelization = true)]
public sealed class SharedWeightsTests
{
    private const string Words = "bert.embeddings.word_embeddings.weight";
    private const string Fused = "bert.encoder.layer.0.attention.self.query.weight";

    [Fact]
    public void Trials_with_adapters_look_at_the_same_memory_and_leave_it_as_it_is()
    {
        using var task = new TinyTask();
        var hyperparameters = new Hyperparameters { LoraRank = 2, BatchSize = 8, LearningRate = 0.01 };
        using var one = Run(task, hyperparameters, 1);
        using var two = Run(task, hyperparameters, 2);
        using var file = SafetensorsFile.Open(Path.Combine(task.ModelFolder, "model.safetensors"));
        one.Train(0);
        two.Train(0);
        Assert.NotEmpty(Shared(one));
        foreach (var weight in one.Model.Weights.Where(w => w.Depth <= one.Model.Config.Layers && w.Name.StartsWith("bert.", StringComparison.Ordinal)))
        {
            Assert.True(IsSame(weight, Named(two, weight.Name)), weight.Name);
            foreach (var part in weight.Parts)
            {
                using var rows = weight.Value.detach().narrow(0, part.FirstRow, part.Shape[0]);
                Assert.True(MemoryMarshal.AsBytes(rows.data<float>().ToArray().AsSpan()).SequenceEqual(file.Bytes(file[part.Name])), part.Name);
            }
        }
    }

    [Fact]
    public void Frozen_layers_are_shared_and_trained_ones_are_not()
    {
        using var task = new TinyTask();
        using var frozen = Run(task, new Hyperparameters { FrozenLayers = 1, FreezeEmbeddings = true, BatchSize = 8, LearningRate = 0.01 }, 1);
        using var whole = Run(task, new Hyperparameters { BatchSize = 8, LearningRate = 0.01 }, 2);
        using var adapted = Run(task, new Hyperparameters { BatchSize = 8, LoraRank = 2 }, 3);
        whole.Train(0);
        frozen.Train(0);
        Assert.Empty(Shared(whole));
        Assert.All(frozen.Model.Weights, w => Assert.Equal(!w.Value.requires_grad, w.Shared is not null));
        foreach (var name in new[] { Words, Fused })
        {
            Assert.True(IsSame(Named(frozen, name), Named(adapted, name)), name);
            Assert.False(IsSame(Named(frozen, name), Named(whole, name)), name);
        }
    }

    [Fact]
    public void An_update_between_the_passes_of_another_trial_does_not_stop_it()
    {
        var share = SharedTensor.Take("between passes", () => ones(3));
        var other = SharedTensor.Take("between passes", () => ones(3));
        var read = new ModelWeight(new Parameter(share.View(), requires_grad: true), [new WeightPart("read", 0, [3])], 0, Decays: false) { Shared = share };
        var trained = new ModelWeight(new Parameter(other.View(), requires_grad: true), [new WeightPart("trained", 0, [3])], 0, Decays: false) { Shared = other };
        using (var squares = read.Value.mul(read.Value))
        using (var loss = squares.sum())
        {
            trained.Own();
            using (no_grad())
            {
                trained.Value.add_(1);
            }

            loss.backward();
        }

        Assert.Equal([2f, 2f, 2f], read.Value.grad!.data<float>().ToArray());
        read.Release();
        trained.Release();
    }

    [Fact]
    public void The_last_model_takes_the_shared_tensors_along()
    {
        using var task = new TinyTask();

        // What earlier tests left without disposing of it gives its shares back when it is collected.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = SharedTensor.Count;
        using (var one = Run(task, new Hyperparameters { LoraRank = 2, BatchSize = 8 }, 1))
        {
            using (Run(task, new Hyperparameters { LoraRank = 2, BatchSize = 8 }, 2))
            {
                Assert.Equal(before + Shared(one).Count(), SharedTensor.Count);
            }

            Assert.Equal(before + Shared(one).Count(), SharedTensor.Count);
            one.Train(0);
        }

        Assert.Equal(before, SharedTensor.Count);
    }

    [Fact]
    public void Merging_adapters_changes_the_own_weights_alone()
    {
        using var task = new TinyTask();
        using var merged = Run(task, new Hyperparameters { LoraRank = 2, BatchSize = 8, LearningRate = 0.01 }, 1);
        using var other = Run(task, new Hyperparameters { LoraRank = 2, BatchSize = 8 }, 2);
        merged.Train(0);
        merged.Train(1);
        var before = Named(other, Fused).Value.data<float>().ToArray();
        merged.Model.MergeAdapters();
        Assert.Equal(before, Named(other, Fused).Value.data<float>().ToArray());
        Assert.NotEqual(before, Named(merged, Fused).Value.data<float>().ToArray());
    }

    [Fact]
    public void A_file_that_is_replaced_is_not_taken_for_the_old_one()
    {
        using var task = new TinyTask();
        var path = Path.Combine(task.ModelFolder, "model.safetensors");
        using var old = Load(task, ScalarType.Float32);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path + ".new", bytes);
        File.SetLastWriteTimeUtc(path + ".new", File.GetLastWriteTimeUtc(path).AddSeconds(1));
        File.Move(path + ".new", path, overwrite: true);
        using var fresh = Load(task, ScalarType.Float32);
        Assert.All(old.Weights.Zip(fresh.Weights).Where(p => p.First.Shared is not null), p => Assert.False(IsSame(p.First, p.Second), p.First.Name));
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void Models_of_another_type_share_the_converted_weights(ScalarType type)
    {
        using var task = new TinyTask();
        using var one = Load(task, type);
        using var two = Load(task, type);
        using var single = Load(task, ScalarType.Float32);
        Assert.All(one.Weights.Zip(two.Weights).Where(p => p.First.Shared is not null), p => Assert.True(IsSame(p.First, p.Second), p.First.Name));
        var (converted, exact) = (one.Weights.First(w => w.Name == Words), single.Weights.First(w => w.Name == Words));
        Assert.Equal(exact.Value.to_type(type).to_type(ScalarType.Float32).data<float>().ToArray(), converted.Value.to_type(ScalarType.Float32).data<float>().ToArray());
    }

    private static PretrainedModel Load(TinyTask task, ScalarType type) =>
        PretrainedModel.Load(task.ModelFolder, ModelTask.SequenceClassification, task.Dataset.Labels, new WeightOptions(1, type, CPU));

    private static TrainingRun Run(TinyTask task, Hyperparameters hyperparameters, ulong seed) =>
        new(Load(task, ScalarType.Float32), task.Dataset.Train, hyperparameters, seed);

    private static IEnumerable<ModelWeight> Shared(TrainingRun run) => run.Model.Weights.Where(w => w.Shared is not null);

    private static ModelWeight Named(TrainingRun run, string name) => run.Model.Weights.First(w => w.Name == name);

    private static bool IsSame(ModelWeight one, ModelWeight two) =>
        Unsafe.AreSame(ref MemoryMarshal.GetReference(one.Value.bytes), ref MemoryMarshal.GetReference(two.Value.bytes));
}
