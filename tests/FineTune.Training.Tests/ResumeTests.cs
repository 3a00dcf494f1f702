using FineTune.Training.Checkpoints;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tests;

/// <summary>A resumed trial is bit for bit the trial that was never stopped.</summary>
public sealed class ResumeTests
{
    private static readonly Dictionary<string, Func<Hyperparameters, Hyperparameters>> Variations = new()
    {
        ["sgd"] = h => h with { Optimizer = OptimizerKind.Sgd, LearningRate = 0.05 },
        ["lion"] = h => h with { Optimizer = OptimizerKind.Lion, LearningRate = 5e-4 },
        ["adafactor"] = h => h with { Optimizer = OptimizerKind.Adafactor },
        ["adafactor with momentum"] = h => h with { Optimizer = OptimizerKind.Adafactor, Beta1 = 0.9 },
        ["running mean"] = h => h with { EmaDecay = 0.9 },
        ["gradual unfreezing"] = h => h with { UnfreezeEveryEpochs = 0.75, EmaDecay = 0.9 },
        ["gradual unfreezing with sgd"] = h => h with { UnfreezeEveryEpochs = 0.75, Optimizer = OptimizerKind.Sgd, LearningRate = 0.05 },
        ["plateau"] = h => h with { Schedule = LearningRateSchedule.ReduceOnPlateau, PlateauPatience = 0, PlateauFactor = 0.5 },
        ["one cycle"] = h => h with { Schedule = LearningRateSchedule.OneCycle },
        ["grouped by length"] = h => h with { GroupByLength = true, BatchSize = 4 },
        ["micro-batches"] = h => h with { MicroBatchSize = 3 },
        ["micro-batches computed again"] = h => h with { MicroBatchSize = 3, GradientCheckpointing = true, EmaDecay = 0.9 },
        ["decay coupled to the gradient"] = h => h with { Optimizer = OptimizerKind.Sgd, LearningRate = 0.05, WeightDecay = 0.1, CoupledWeightDecay = true },
        ["gradual unfreezing with lion"] = h => h with { UnfreezeEveryEpochs = 0.75, Optimizer = OptimizerKind.Lion, LearningRate = 5e-4 },
        ["gradual unfreezing with adafactor"] = h => h with { UnfreezeEveryEpochs = 0.75, Optimizer = OptimizerKind.Adafactor, Beta1 = 0.9 },
        ["warmup-stable-decay"] = h => h with { Schedule = LearningRateSchedule.WarmupStableDecay, DecayRatio = 0.4 },
        ["early stopping"] = h => h with { EarlyStoppingPatience = 50, EarlyStoppingMinDelta = 0.01 },
        ["dora"] = h => h with { LoraRank = 2, LoraVariant = "dora", LoraDropout = 0.2, MicroBatchSize = 3 },
        ["balanced classes"] = h => h with { ClassWeighting = "balanced", LabelSmoothing = 0.1 },
        ["layer-wise decay"] = h => h with { LayerwiseDecay = 0.8, FrozenPattern = "embeddings" },
        ["dropouts apart"] = h => h with { HiddenDropout = 0.2, AttentionDropout = 0, HeadDropout = 0.4 },
        ["rslora"] = h => h with { LoraRank = 2, LoraVariant = "rslora", LoraTargets = "query, dense", LoraDropout = 0.1 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_trial_stopped_at_random_updates_is_bitwise_the_trial_that_was_never_stopped(int seed)
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("whole", 3), null, CancellationToken.None);
        var random = new Random(seed);
        string? parent = null;
        for (var part = 0; ; part++)
        {
            var left = random.Next(1, 9);
            var result = Trainer.TrainSegment(task.Request($"part{part}", 3, parent), null, () => left-- == 0);
            parent = $"part{part}";
            if (result.Status != SegmentStatus.Preempted)
            {
                break;
            }
        }

        task.AssertSame("whole", parent);
    }

    public static TheoryData<string> Settings() => [.. Variations.Keys];

    /// <summary>Every segment trains one update, so that the trial is stopped and resumed at every update that it has.</summary>
    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_resumes_exactly_at_every_update(string setting)
    {
        using var task = new TinyTask();
        SegmentRequest With(string output, string? parent = null)
        {
            var request = task.Request(output, 2, parent) with { EvaluateEveryEpochs = 0.5 };
            return request with { Hyperparameters = Variations[setting](request.Hyperparameters with { Epochs = 2 }) };
        }

        var whole = Trainer.TrainSegment(With("whole"), null, CancellationToken.None);
        string? parent = null;
        var segments = 0;
        for (var status = SegmentStatus.Preempted; status == SegmentStatus.Preempted; segments++)
        {
            var left = 1;
            status = Trainer.TrainSegment(With($"part{segments}", parent), null, () => left-- == 0).Status;
            parent = $"part{segments}";
        }

        Assert.Equal(whole.Step, segments);
        task.AssertSame("whole", parent!);
    }

    [Fact]
    public void Half_precision_learns_with_single_precision_masters_and_resumes_exactly()
    {
        Assert.SkipUnless(ComputeDevice.HasBf16(TorchSharp.torch.CPU), "This processor has no instructions for bf16.");
        using var task = new TinyTask(rows: 200);
        SegmentRequest With(string output, string? parent = null)
        {
            var request = task.Request(output, 6, parent);
            return request with { Hyperparameters = request.Hyperparameters with { Precision = "bf16", Epochs = 6 } };
        }

        var result = Trainer.TrainSegment(With("whole"), null, CancellationToken.None);
        var left = 31;
        Trainer.TrainSegment(With("first"), null, () => left-- == 0);
        Trainer.TrainSegment(With("second", "first"), null, CancellationToken.None);
        task.AssertSame("whole", "second");
        Assert.True(result.BestObjective > 0.8, $"accuracy {result.BestObjective}");
        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("whole"), "state.safetensors"));
        Assert.Contains(state.ReadSingles(state["classifier.weight"]), w => (BitConverter.SingleToUInt32Bits(w) & 0xFFFF) != 0);
    }

    [Fact]
    public void Rungs_at_whole_epochs_end_where_one_long_segment_ends()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("whole", 3), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request("first", 1), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request("second", 3, "first"), null, CancellationToken.None);
        task.AssertSame("whole", "second");
    }
}
