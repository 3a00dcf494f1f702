using FineTune.Training.Checkpoints;
using TorchSharp;

namespace FineTune.Training.Tests;

/// <summary>A segment of training from outside.</summary>
public sealed class TrainerTests
{
    [Fact]
    public void A_segment_learns_the_task_and_reports_every_epoch()
    {
        using var task = new TinyTask(rows: 200);
        var request = task.Request("out", 8) with { Hyperparameters = task.Request("out", 8).Hyperparameters with { Epochs = 8 } };
        var result = Trainer.TrainSegment(request, null, CancellationToken.None);
        Assert.Equal(SegmentStatus.Reached, result.Status);
        Assert.Equal(Enumerable.Range(1, 8).Select(e => (double)e), result.Reports.Select(r => r.Epoch));
        Assert.True(result.BestObjective > 0.8, $"accuracy {result.BestObjective}");
        Assert.True(result.Reports[^1].Metrics["train_loss"] < result.Reports[0].Metrics["train_loss"]);
    }

    [Fact]
    public void Equal_requests_give_equal_bytes()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("one", 3), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request("two", 3), null, CancellationToken.None);
        task.AssertSame("one", "two");
    }

    [Fact]
    public void Fractional_epochs_are_trained_and_reported()
    {
        using var task = new TinyTask();
        var result = Trainer.TrainSegment(task.Request("out", 0.5), null, CancellationToken.None);
        Assert.Equal(4, result.Step);
        Assert.Equal(0.5, Assert.Single(result.Reports).Epoch);
    }

    [Fact]
    public async Task Trials_side_by_side_get_the_numbers_that_they_get_alone()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("alone", 3), null, CancellationToken.None);
        var others = Enumerable.Range(0, 3).Select(i => Task.Factory.StartNew(
            () => Trainer.TrainSegment(task.Request($"beside{i}", 3) with { Seed = i == 1 ? 7UL : (ulong)(50 + i) }, null, CancellationToken.None),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(others);
        task.AssertSame("alone", "beside1");
    }

    [Fact]
    public void Training_leaks_no_native_tensor()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("warm", 1), null, CancellationToken.None);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Trainer.TrainSegment(task.Request("long", 3), null, CancellationToken.None);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_dataset_of_another_models_tokens_is_refused_before_training()
    {
        using var task = new TinyTask();
        var data = task.Dataset;
        var foreign = new Training.Datasets.PreparedSplit([2, 4000, 3], [0, 3], [0], [1]);
        var wrong = new Training.Datasets.PreparedDataset(data.Labels, 0, 32, data.Train, foreign, data.Test, TinyTask.EmptySummary);
        var thrown = Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(task.Request("out", 1) with { Dataset = wrong }, null, CancellationToken.None));
        Assert.Contains("4000", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_split_is_refused_by_its_name()
    {
        using var task = new TinyTask();
        var data = task.Dataset;
        var none = new Training.Datasets.PreparedSplit([], [0], [], []);
        var wrong = new Training.Datasets.PreparedDataset(data.Labels, 0, 32, data.Train, none, data.Test, TinyTask.EmptySummary);
        var thrown = Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(task.Request("out", 1) with { Dataset = wrong }, null, CancellationToken.None));
        Assert.Equal("validation", Assert.Single(thrown.Problems).Location);
    }

    [Fact]
    public void A_resumed_trial_takes_its_updates_in_the_parts_that_memory_decided()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("first", 1), null, CancellationToken.None);
        var progress = Checkpoint.ReadProgress(task.Folder("first"));
        Assert.Equal(8, progress.RowsAtOnce);
        Checkpoint.WriteProgress(task.Folder("first"), progress with { RowsAtOnce = 3 });
        Trainer.TrainSegment(task.Request("second", 2, "first"), null, CancellationToken.None);
        Assert.Equal(3, Checkpoint.ReadProgress(task.Folder("second")).RowsAtOnce);
    }

    [Fact]
    public void Every_wrong_hyperparameter_is_named()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 1);
        var wrong = request with { Hyperparameters = request.Hyperparameters with { LearningRate = -1, BatchSize = 0, Dropout = 1 } };
        var thrown = Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(wrong, null, CancellationToken.None));
        Assert.Equal(["learningRate", "batchSize", "dropout"], thrown.Problems.Select(p => p.Location));
    }
}
