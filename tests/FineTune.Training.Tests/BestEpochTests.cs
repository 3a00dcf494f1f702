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
