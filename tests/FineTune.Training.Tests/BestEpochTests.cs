using FineTune.Training.Checkpoints;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tests;

/// <summary>Which weights are kept, and when a trial ends before its time.</summary>
public sealed class BestEpochTests
{
    [Fact]
    public void The_running_mean_of_the_weights_is_what_is_measured_and_kept()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 1);
        Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { EmaDecay = 0.9 } }, null, CancellationToken.None);
        using var best = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "best.safetensors"));
        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "state.safetensors"));
        Assert.All(state.Entries.Where(e => e.Name.StartsWith("ema.", StringComparison.Ordinal)), e => Assert.True(state.Bytes(e).SequenceEqual(best.Bytes(best[e.Name[4..]])), e.Name));
        Assert.Contains(state.Entries, e => e.Name.StartsWith("classifier", StringComparison.Ordinal) && !state.Bytes(e).SequenceEqual(state.Bytes(state["ema." + e.Name])));
    }

    [Fact]
    public void A_plateau_lowers_the_reported_rate()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 3) with { EvaluateEveryEpochs = 0.25, Objective = "accuracy" };
        request = request with { Hyperparameters = request.Hyperparameters with { Schedule = LearningRateSchedule.ReduceOnPlateau, PlateauPatience = 0, WarmupRatio = 0, LearningRate = 1e-6 } };
        var rates = Trainer.TrainSegment(request, null, CancellationToken.None).Reports.Select(r => r.Metrics["learning_rate"]).ToArray();
        Assert.Equal(1e-6, rates[0], 1e-15);
        Assert.True(rates[^1] < 1e-7 * 1.001);
    }

    [Fact]
    public void The_best_epochs_weights_are_kept_and_not_the_last()
    {
        using var task = new TinyTask();
        var reached = Trainer.TrainSegment(task.Request("out", 3) with { Objective = "loss", MaximizeObjective = true }, null, CancellationToken.None);
        var worst = reached.Reports.MaxBy(r => r.Objective)!;
        Assert.Equal(worst.Epoch, reached.BestEpoch);
        Assert.Equal(worst.Objective, reached.BestObjective);
    }

    [Fact]
    public void Early_stopping_ends_a_trial_that_does_not_improve()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 3) with { EvaluateEveryEpochs = 0.25, EarlyStopping = new EarlyStopping(2, MinDelta: 10) };
        var result = Trainer.TrainSegment(request, null, CancellationToken.None);
        Assert.Equal(SegmentStatus.EarlyStopped, result.Status);
        Assert.Equal(4, result.Reports.Count);
        Assert.NotNull(result.Reason);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_trial_as_diverged_with_its_last_good_checkpoint()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("first", 1), null, CancellationToken.None);
        Poison(Path.Combine(task.Folder("first"), "state.safetensors"), "classifier.bias");
        var result = Trainer.TrainSegment(task.Request("second", 3, "first"), null, CancellationToken.None);
        Assert.Equal(SegmentStatus.Diverged, result.Status);
        Assert.Contains("NaN", result.Reason, StringComparison.Ordinal);
        Assert.Equal(task.Bytes("first", "best.safetensors"), task.Bytes("second", "best.safetensors"));
    }

    [Fact]
    public void Early_stopping_counts_by_its_own_margin_and_keeps_nothing_by_it()
    {
        using var task = new TinyTask(rows: 200);
        var request = task.Request("out", 8) with { Objective = "loss", MaximizeObjective = false, EarlyStopping = new EarlyStopping(1, MinDelta: 10) };
        var result = Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { Epochs = 8 } }, null, CancellationToken.None);
        Assert.Equal(SegmentStatus.EarlyStopped, result.Status);
        Assert.Equal(3, result.Reports.Count);

        // No epoch won by the margin, and yet the best of them is kept.
        var best = result.Reports.MinBy(r => r.Objective)!;
        Assert.True(best.Epoch > 1);
        Assert.Equal((best.Epoch, best.Objective), (result.BestEpoch, result.BestObjective));
    }

    [Fact]
    public void Nothing_is_stopped_before_the_warmup_is_over()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 3) with { EvaluateEveryEpochs = 0.25, EarlyStopping = new EarlyStopping(0, MinDelta: 10, WarmupEpochs: 1.5) };
        var result = Trainer.TrainSegment(request, null, CancellationToken.None);
        Assert.Equal(SegmentStatus.EarlyStopped, result.Status);
        Assert.Equal(1.5, result.Reports[^1].Epoch);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_never_the_best_and_leave_the_state_that_was_good()
    {
        using var task = new TinyTask();
        var request = task.Request("first", 1);
        request = request with { Hyperparameters = request.Hyperparameters with { Epochs = 8, Optimizer = OptimizerKind.Sgd, MaxGradientNorm = 0, LearningRate = 0.01, WarmupRatio = 0, Schedule = LearningRateSchedule.Constant } };
        Trainer.TrainSegment(request, null, CancellationToken.None);

        // The same trial with a rate that throws its weights out of all bounds within one update.
        var wild = request with
        {
            OutputFolder = task.Folder("second"), ParentCheckpointFolder = task.Folder("first"), ToEpoch = 8, EvaluateEveryEpochs = 0.125,
            Hyperparameters = request.Hyperparameters with { LearningRate = 9, WeightDecay = 9, LayerwiseDecay = 1, Momentum = 0.99 },
        };
        var result = Trainer.TrainSegment(wild, null, CancellationToken.None);
        Assert.Equal(SegmentStatus.Diverged, result.Status);
        Assert.Equal(task.Bytes("first", "state.safetensors"), task.Bytes("second", "state.safetensors"));
        var again = Trainer.TrainSegment(request with { OutputFolder = task.Folder("third"), ParentCheckpointFolder = task.Folder("second"), ToEpoch = 2 }, null, CancellationToken.None);
        Assert.Equal(SegmentStatus.Reached, again.Status);
        Assert.Equal(16, again.Step);
    }

    private static void Poison(string path, string tensor)
    {
        long place;
        using (var file = SafetensorsFile.Open(path))
        {
            var data = new FileInfo(path).Length - file.Entries.Sum(e => e.ByteLength);
            place = data + file[tensor].Begin;
        }

        using var stream = File.OpenWrite(path);
        stream.Position = place;
        stream.Write(BitConverter.GetBytes(float.NaN));
    }
}
