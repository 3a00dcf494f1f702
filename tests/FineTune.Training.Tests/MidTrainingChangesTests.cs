using System.Text.Json;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tests;

/// <summary>A training that goes on from a checkpoint with other hyperparameters, as population-based training asks for.</summary>
public sealed class MidTrainingChangesTests
{
    private static readonly string[] Refused = ["optimizer", "beta1", "batchSize", "epochs", "frozenLayers", "freezeEmbeddings", "frozenPattern", "unfreezeEveryEpochs", "loraRank", "loraAlpha", "loraTargets", "loraVariant", "emaDecay", "groupByLength", "precision"];

    [Fact]
    public void Rates_decay_dropout_and_schedule_may_change_and_the_rest_goes_on()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("parent", 1), null, CancellationToken.None);
        var request = task.Request("one", 3, "parent");
        var changed = request with
        {
            Hyperparameters = request.Hyperparameters with
            {
                LearningRate = 4e-3, WeightDecay = 0.1, Dropout = 0.3, HeadDropout = 0, LayerwiseDecay = 0.9, LabelSmoothing = 0.1, Beta2 = 0.99,
                Schedule = LearningRateSchedule.Cosine, WarmupRatio = 0.2, MaxGradientNorm = 0.5, ClassWeighting = "balanced",
            },
        };
        var result = Trainer.TrainSegment(changed, null, CancellationToken.None);
        Trainer.TrainSegment(changed with { OutputFolder = task.Folder("two") }, null, CancellationToken.None);
        Trainer.TrainSegment(request with { OutputFolder = task.Folder("unchanged") }, null, CancellationToken.None);
        Assert.Equal([2.0, 3.0], result.Reports.Select(report => report.Epoch));
        Assert.Equal(24, result.Step);
        Assert.Equal(task.Bytes("one", "state.safetensors"), task.Bytes("two", "state.safetensors"));
        Assert.NotEqual(task.Bytes("one", "state.safetensors"), task.Bytes("unchanged", "state.safetensors"));
    }

    [Fact]
    public void The_best_weights_of_before_are_kept_where_what_follows_is_worse()
    {
        using var task = new TinyTask(rows: 200);
        var before = Trainer.TrainSegment(task.Request("parent", 2), null, CancellationToken.None);
        var request = task.Request("ruined", 3, "parent");
        var after = Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { LearningRate = 2, Schedule = LearningRateSchedule.Constant } }, null, CancellationToken.None);
        Assert.True(after.BestEpoch <= 2, $"epoch {after.BestEpoch}");
        Assert.Equal(before.BestObjective, after.BestObjective);
        Assert.Equal(task.Bytes("parent", "best.safetensors"), task.Bytes("ruined", "best.safetensors"));
    }

    [Fact]
    public void What_weights_and_optimizer_are_made_of_is_refused_by_name()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("parent", 1), null, CancellationToken.None);
        var request = task.Request("out", 2, "parent");
        var refused = Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(
            request with { Hyperparameters = request.Hyperparameters with { FrozenLayers = 1, Optimizer = OptimizerKind.Lion, GroupByLength = true, LearningRate = 1e-3 } }, null, CancellationToken.None));
        Assert.Equal(["frozenLayers", "groupByLength", "optimizer"], refused.Problems.Select(problem => problem.Location).Order(StringComparer.Ordinal));
        Assert.All(refused.Problems, problem => Assert.Contains("cannot become", problem.What, StringComparison.Ordinal));
        Assert.Equal("momentum", Assert.Single(Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(
            request with { Hyperparameters = request.Hyperparameters with { Momentum = 0 } }, null, CancellationToken.None)).Problems).Location);
    }

    [Fact]
    public void Every_hyperparameter_is_either_allowed_or_refused()
    {
        var names = JsonSerializer.SerializeToNode(new Hyperparameters(), Training.Checkpoints.CheckpointJson.Default.Hyperparameters)!.AsObject().Select(field => field.Key).Append("classWeights");
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), MidTrainingChanges.Allowed.Concat(Refused).Order(StringComparer.Ordinal));
    }
}
