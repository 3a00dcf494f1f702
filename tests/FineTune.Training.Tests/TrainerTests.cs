using FineTune.Training.Checkpoints;
using FineTune.Training.Optimization;
using TorchSharp;

namespace FineTune.Training.Tests;

public sealed class TrainerTests
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
        ["balanced classes"] = h => h with { ClassWeighting = "balanced", LabelSmoothing = 0.1 },
        ["layer-wise decay"] = h => h with { LayerwiseDecay = 0.8, FrozenPattern = "embeddings" },
        ["dropouts apart"] = h => h with { HiddenDropout = 0.2, AttentionDropout = 0, HeadDropout = 0.4 },
        ["rslora"] = h => h with { LoraRank = 2, LoraVariant = "rslora", LoraTargets = "query, dense", LoraDropout = 0.1 },
    };

    private static readonly string[] Files = ["checkpoint.json", "state.safetensors", "best.safetensors"];

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
        AssertSame(task, "one", "two");
    }

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

        AssertSame(task, "whole", parent);
    }

    public static TheoryData<string> Settings() => [.. Variations.Keys];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_resumes_exactly(string setting)
    {
        using var task = new TinyTask();
        SegmentRequest With(string output, string? parent = null)
        {
            var request = task.Request(output, 3, parent) with { EvaluateEveryEpochs = 0.5 };
            return request with { Hyperparameters = Variations[setting](request.Hyperparameters) };
        }

        Trainer.TrainSegment(With("whole"), null, CancellationToken.None);
        string? parent = null;
        foreach (var (part, length) in new[] { 3, 6, 1, 9, 100 }.Index())
        {
            var left = length;
            Trainer.TrainSegment(With($"part{part}", parent), null, () => left-- == 0);
            parent = $"part{part}";
        }

        AssertSame(task, "whole", parent!);
    }

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
        AssertSame(task, "whole", "second");
        Assert.True(result.BestObjective > 0.8, $"accuracy {result.BestObjective}");
        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("whole"), "state.safetensors"));
        Assert.Contains(state.ReadSingles(state["classifier.weight"]), w => (BitConverter.SingleToUInt32Bits(w) & 0xFFFF) != 0);
    }

    [Fact]
    public void An_adapter_beside_the_model_is_merged_or_trained_on()
    {
        using var task = new TinyTask();
        var request = task.Request("lora", 2);
        Trainer.TrainSegment(request with { Hyperparameters = request.Hyperparameters with { LoraRank = 2, LoraTargets = "all-linear" } }, null, CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(task.Folder("lora"), "best-adapter")))
        {
            File.Copy(file, Path.Combine(task.ModelFolder, Path.GetFileName(file)));
        }

        // A rate of almost nothing leaves what the training began with.
        SegmentRequest Still(string output, int rank) => task.Request(output, 1) with
        {
            Hyperparameters = new Hyperparameters { LearningRate = 1e-30, WeightDecay = 0, Epochs = 1, LoraRank = rank },
        };
        using var expected = SafetensorsFile.Open(Path.Combine(task.Folder("lora"), "best.safetensors"));
        foreach (var rank in new[] { 0, 7 })
        {
            Trainer.TrainSegment(Still($"rank{rank}", rank), null, CancellationToken.None);
            using var best = SafetensorsFile.Open(Path.Combine(task.Folder($"rank{rank}"), "best.safetensors"));
            Assert.All(
                expected.Entries,
                e => Assert.All(expected.ReadSingles(e).Zip(best.ReadSingles(best[e.Name])), p => Assert.Equal(p.First, p.Second, 1e-12f)));
        }

        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("rank7"), "state.safetensors"));
        Assert.Contains(state.Entries, e => e.Name.EndsWith("lora_A.weight", StringComparison.Ordinal) && e.Shape[0] == 2);
    }

    [Fact]
    public void Rungs_at_whole_epochs_end_where_one_long_segment_ends()
    {
        using var task = new TinyTask();
        Trainer.TrainSegment(task.Request("whole", 3), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request("first", 1), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request("second", 3, "first"), null, CancellationToken.None);
        AssertSame(task, "whole", "second");
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

    [Theory]
    [InlineData("lora")]
    [InlineData("rslora")]
    [InlineData("dora")]
    public void Adapters_alone_are_trained_and_the_best_epoch_is_stored_merged(string variant)
    {
        using var task = new TinyTask(rows: 200);
        var request = task.Request("out", 4);
        request = request with { Hyperparameters = request.Hyperparameters with { LoraRank = 4, LoraTargets = "all-linear", LoraVariant = variant, LoraDropout = 0.1, Epochs = 4 } };
        var result = Trainer.TrainSegment(request, null, CancellationToken.None);
        using var before = SafetensorsFile.Open(Path.Combine(task.ModelFolder, "model.safetensors"));
        using var best = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "best.safetensors"));
        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("out"), "state.safetensors"));
        const string Adapted = "bert.encoder.layer.0.attention.self.query.weight";
        const string Untouched = "bert.embeddings.word_embeddings.weight";
        Assert.True(before.Bytes(before[Untouched]).SequenceEqual(best.Bytes(best[Untouched])));
        Assert.False(before.Bytes(before[Adapted]).SequenceEqual(best.Bytes(best[Adapted])));
        Assert.DoesNotContain(best.Entries, e => e.Name.Contains("lora", StringComparison.Ordinal));
        Assert.DoesNotContain(state.Entries, e => e.Name == Adapted);
        Assert.True(File.Exists(Path.Combine(task.Folder("out"), "best-adapter", "adapter_config.json")));
        Assert.True(result.Reports[^1].Metrics["train_loss"] < result.Reports[0].Metrics["train_loss"]);
    }

    [Fact]
    public void A_trial_with_adapters_resumes_exactly()
    {
        using var task = new TinyTask();
        SegmentRequest Adapted(string output, string? parent = null)
        {
            var request = task.Request(output, 3, parent);
            return request with { Hyperparameters = request.Hyperparameters with { LoraRank = 2, LoraDropout = 0.2, LoraVariant = "dora" } };
        }

        Trainer.TrainSegment(Adapted("whole"), null, CancellationToken.None);
        var left = 11;
        Trainer.TrainSegment(Adapted("first"), null, () => left-- == 0);
        Trainer.TrainSegment(Adapted("second", "first"), null, CancellationToken.None);
        AssertSame(task, "whole", "second");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Accumulated_parts_give_the_gradient_of_the_whole_batch(int microBatch)
    {
        using var task = new TinyTask();
        var whole = task.Request("whole", 1);
        whole = whole with { EvaluateEveryEpochs = 1 };
        whole = whole with { Hyperparameters = whole.Hyperparameters with { Dropout = 0 } };
        var parts = whole with { OutputFolder = task.Folder("parts"), Hyperparameters = whole.Hyperparameters with { MicroBatchSize = microBatch } };
        var one = Trainer.TrainSegment(whole, null, CancellationToken.None);
        var many = Trainer.TrainSegment(parts, null, CancellationToken.None);
        Assert.Equal(one.Reports[0].Metrics["train_loss"], many.Reports[0].Metrics["train_loss"], 1e-5);
        Assert.Equal(one.Reports[0].Metrics["validation_loss"], many.Reports[0].Metrics["validation_loss"], 1e-4);
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
        AssertSame(task, "alone", "beside1");
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
    public void Every_wrong_hyperparameter_is_named()
    {
        using var task = new TinyTask();
        var request = task.Request("out", 1);
        var wrong = request with { Hyperparameters = request.Hyperparameters with { LearningRate = -1, BatchSize = 0, Dropout = 1 } };
        var thrown = Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(wrong, null, CancellationToken.None));
        Assert.Equal(["learningRate", "batchSize", "dropout"], thrown.Problems.Select(p => p.Location));
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

    private static void AssertSame(TinyTask task, string one, string two)
    {
        foreach (var file in Files)
        {
            Assert.True(task.Bytes(one, file).AsSpan().SequenceEqual(task.Bytes(two, file)), file);
        }
    }
}
