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

    private static (TrainingRun Run, TightTask Task) Start(TinyTask task, int mostRows)
    {
        using var scope = NewDisposeScope();
        var hyperparameters = new Hyperparameters { BatchSize = 8, Epochs = 1, Dropout = 0.2, LearningRate = 1e-3, WarmupRatio = 0 };
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
