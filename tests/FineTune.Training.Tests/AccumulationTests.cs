using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>An update in parts is the update at once.</summary>
public sealed class AccumulationTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(0, 2, false)]
    public void Layers_that_are_computed_again_give_the_same_bits(int frozenLayers, int rank, bool freezesEmbeddings)
    {
        using var task = new TinyTask();
        foreach (var again in new[] { false, true })
        {
            var request = task.Request(again ? "again" : "remembered", 2);
            Trainer.TrainSegment(
                request with
                {
                    Hyperparameters = request.Hyperparameters with
                    {
                        GradientCheckpointing = again, FrozenLayers = frozenLayers, FreezeEmbeddings = freezesEmbeddings, LoraRank = rank, LoraDropout = 0.1, MicroBatchSize = 5,
                    },
                },
                null, CancellationToken.None);
        }

        Assert.Equal(task.Bytes("remembered", "state.safetensors"), task.Bytes("again", "state.safetensors"));
        Assert.Equal(task.Bytes("remembered", "best.safetensors"), task.Bytes("again", "best.safetensors"));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void Parts_of_an_update_give_the_gradient_of_the_whole_batch_dropout_included(int microBatch, int rank)
    {
        using var task = new TinyTask();
        var hyperparameters = new Hyperparameters { BatchSize = 16, Dropout = 0.2, LoraRank = rank, LoraDropout = 0.3, LoraTargets = "all-linear", LabelSmoothing = 0.1, ClassWeights = [1, 3] };
        var whole = Gradients(task, hyperparameters);
        var parts = Gradients(task, hyperparameters with { MicroBatchSize = microBatch });
        Assert.Equal(whole.Loss, parts.Loss, 1e-6);
        foreach (var (one, other) in whole.Gradients.Zip(parts.Gradients))
        {
            Assert.Equal(one.Name, other.Name);
            Assert.All(one.Values.Zip(other.Values), p => Assert.Equal(p.First, p.Second, 1e-6));
        }
    }

    [Fact]
    public void A_trial_in_parts_ends_where_the_whole_one_ends()
    {
        using var task = new TinyTask();
        var whole = task.Request("whole", 1);
        var parts = task.Request("parts", 1);
        var one = Trainer.TrainSegment(whole, null, CancellationToken.None);
        var many = Trainer.TrainSegment(parts with { Hyperparameters = parts.Hyperparameters with { MicroBatchSize = 3 } }, null, CancellationToken.None);
        Assert.Equal(one.Reports[0].Metrics["train_loss"], many.Reports[0].Metrics["train_loss"], 1e-5);
        Assert.Equal(one.Reports[0].Metrics["validation_loss"], many.Reports[0].Metrics["validation_loss"], 1e-4);
    }

    private static (double Loss, List<(string Name, float[] Values)> Gradients) Gradients(TinyTask task, Hyperparameters hyperparameters)
    {
        using var scope = NewDisposeScope();
        var model = PretrainedModel.Load(task.ModelFolder, ModelTask.SequenceClassification, task.Dataset.Labels, WeightOptions.Cpu(1));
        using var run = new TrainingRun(model, task.Dataset.Train, hyperparameters, 5);
        var loss = run.Backward(2, run.Order.Rows(2));
        return (loss, [.. run.Model.Weights.Where(w => w.Value.grad is not null).Select(w => (w.Name, w.Value.grad!.data<float>().ToArray()))]);
    }
}
