using System.Runtime.InteropServices;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

public sealed class TrainingRunTests
{
    [Fact]
    public void Out_of_memory_halves_what_passes_at_once_and_keeps_the_batch()
    {
        using var task = new TinyTask();
        var (whole, tight) = (Start(task, int.MaxValue), Start(task, 3));
        using (whole.Run)
        using (tight.Run)
        {
            for (var step = 0; step < 4; step++)
            {
                var expected = whole.Run.Train(step);
                var actual = tight.Run.Train(step);
                Assert.Equal(expected.Weight, actual.Weight);
                Assert.Equal(expected.Loss, actual.Loss, 1e-5);
                Assert.Equal(expected.GradientNorm, actual.GradientNorm, 1e-4);
            }
        }

        Assert.Equal([8, 4, 2, 2, 2, 2], tight.Task.Sizes.Take(6));
    }

    [Fact]
    public void An_update_that_is_begun_again_is_the_one_that_fitted_at_once_to_the_bit()
    {
        using var task = new TinyTask();
        var (fitting, tight) = (Start(task, int.MaxValue, microBatch: 2), Start(task, 3));
        using (fitting.Run)
        using (tight.Run)
        {
            AssertSame(fitting.Run, tight.Run);
        }
    }

    [Fact]
    public void Statistics_of_images_move_once_however_often_an_update_is_begun()
    {
        using var images = new TinyImages();
        var dataset = images.Ready();
        var hyperparameters = new Hyperparameters { BatchSize = 16, Augmentation = "crop-flip", Dropout = 0.2, LearningRate = 1e-2, WarmupRatio = 0 };
        TrainingRun StartImages(int mostRows, int microBatch)
        {
            var model = PretrainedModel.Load(images.ModelFolder, ModelTask.ImageClassification, dataset.Labels, WeightOptions.Cpu(1));
            return new TrainingRun(model, new TightTask(new ImageClassificationTask(dataset.Train, hyperparameters), mostRows), hyperparameters with { MicroBatchSize = microBatch }, 1);
        }

        using var scope = NewDisposeScope();
        using var fitting = StartImages(int.MaxValue, 4);
        using var tight = StartImages(5, 0);
        AssertSame(fitting, tight);
    }

    [Fact]
    public void Tied_weights_stay_tied()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var model = PretrainedModel.Load(TinyDecoder.Write(folder.Path, ["a", "b", "c"]), ModelTask.MaskedLanguage, null, WeightOptions.Cpu(1));
        int[][] rows = [[1, 3, 4, 5, 2], [1, 5, 4, 2]];
        var hyperparameters = new Hyperparameters { BatchSize = 2, LearningRate = 1e-2, WarmupRatio = 0, Epochs = 5 };
        using var run = new TrainingRun(model, new NextTokenTask(rows, rows), hyperparameters, 1);
        var before = model.Backbone.Words.data<float>().ToArray();
        for (var step = 0; step < 4; step++)
        {
            run.Train(step);
        }

        // One parameter, counted once; the head multiplies by what the table is now.
        using var quiet = no_grad();
        Assert.Single(model.Weights, w => w.Value.shape.SequenceEqual(model.Backbone.Words.shape));
        Assert.NotEqual(before, model.Backbone.Words.data<float>().ToArray());
        Assert.Equal(model.Backbone.Words.t().contiguous().data<float>().ToArray(), model.Head(eye(model.Config.HiddenSize), ForwardPass.Evaluation).contiguous().data<float>().ToArray());
    }

    [Fact]
    public void A_row_that_does_not_fit_is_told_in_words()
    {
        using var task = new TinyTask();
        var (run, _) = Start(task, 0);
        using (run)
        {
            var thrown = Assert.Throws<InvalidInputException>(() => run.Train(0));
            Assert.Contains("memory", thrown.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertSame(TrainingRun one, TrainingRun other)
    {
        for (var step = 0; step < 3; step++)
        {
            Assert.Equal(one.Train(step), other.Train(step));
        }

        Assert.All(one.Model.Weights.Zip(other.Model.Weights), p => Assert.Equal(p.First.Value.data<float>().ToArray(), p.Second.Value.data<float>().ToArray()));
        foreach (var (first, second) in one.Model.Buffers.Zip(other.Model.Buffers))
        {
            Assert.Equal(first.Value.to_type(ScalarType.Float64).data<double>().ToArray(), second.Value.to_type(ScalarType.Float64).data<double>().ToArray());
        }
    }

    private static (TrainingRun Run, TightTask Task) Start(TinyTask task, int mostRows, int microBatch = 0)
    {
        using var scope = NewDisposeScope();
        var hyperparameters = new Hyperparameters { BatchSize = 8, Epochs = 1, Dropout = 0.2, LearningRate = 1e-3, WarmupRatio = 0, MicroBatchSize = microBatch };
        var model = PretrainedModel.Load(task.ModelFolder, ModelTask.SequenceClassification, task.Dataset.Labels, WeightOptions.Cpu(1));
        var tight = new TightTask(new ClassificationTask(task.Dataset.Train, hyperparameters), mostRows);
        return (new TrainingRun(model, tight, hyperparameters, 1), tight);
    }

    private sealed class NoMemoryException() : ExternalException("CUDA out of memory.");

    private sealed class TightTask(ITrainingTask inner, int mostRows) : ITrainingTask
    {
        public List<int> Sizes { get; } = [];

        public int Count => inner.Count;

        public int LengthOf(int row) => inner.LengthOf(row);

        public double WeightOf(ReadOnlySpan<int> rows) => inner.WeightOf(rows);

        public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
        {
            Sizes.Add(rows.Length);
            return rows.Length > mostRows ? throw new NoMemoryException() : inner.Loss(model, rows, pass, batchWeight);
        }
    }
}
