using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;

namespace FineTune.Training.Tests;

public sealed class ImageTrainingTests
{
    [Fact]
    public void A_trial_learns_and_its_best_epoch_is_exported_as_a_folder_that_predicts_what_was_measured()
    {
        using var task = new TinyImages();
        var dataset = task.Ready();
        var result = Trainer.TrainSegment(task.Request(dataset, "trial", 3), null, CancellationToken.None);
        Assert.True(result.BestObjective > 0.9, $"The colours were told apart in {result.BestObjective:P0} only.");
        BestModel.Export(task.Folder("trial"), task.ModelFolder, dataset, task.Folder("best"));
        Assert.Equal(result.BestObjective, BestModel.Evaluate(task.Folder("best"), dataset, dataset.Validation, "accuracy").Metrics["accuracy"], 1e-12);

        using var config = JsonDocument.Parse(task.Bytes("best", "config.json"));
        Assert.Equal("ResNetForImageClassification", config.RootElement.GetProperty("architectures")[0].GetString());
        Assert.Equal("green", config.RootElement.GetProperty("id2label").GetProperty("1").GetString());
        Assert.Equal(16, JsonDocument.Parse(task.Bytes("best", "preprocessor_config.json")).RootElement.GetProperty("size").GetProperty("width").GetInt32());

        Assert.True(ImageClassifier.Reads(task.Folder("best")));
        using var classifier = ImageClassifier.Load(task.Folder("best"));
        Assert.Equal(["blue", "green", "red"], classifier.Labels);
        var files = TinyImages.Classes.Select(c => Path.Combine(task.Folder("data"), c.Name, "001.png")).ToArray();
        var predictions = classifier.Predict(files);
        Assert.Equal(["blue", "green", "red"], predictions.Select(p => p.Label));
        Assert.All(predictions, p => Assert.Equal(1, p.Probabilities.Sum(), 1e-9));
    }

    [Fact]
    public void The_exported_weights_hold_the_running_statistics_under_their_names()
    {
        using var task = new TinyImages();
        var dataset = task.Ready();
        Trainer.TrainSegment(task.Request(dataset, "trial", 1), null, CancellationToken.None);
        BestModel.Export(task.Folder("trial"), task.ModelFolder, dataset, task.Folder("best"));
        using var weights = SafetensorsFile.Open(Path.Combine(task.Folder("best"), "model.safetensors"));
        var updates = (int)Math.Ceiling(dataset.Train.Count / 16.0);
        Assert.Equal(updates, BitConverter.ToInt64(weights.Bytes(weights["resnet.embedder.embedder.normalization.num_batches_tracked"])));
        Assert.DoesNotContain(weights.ReadSingles(weights["resnet.encoder.stages.1.layers.0.shortcut.normalization.running_mean"]), v => v == 0);
        Assert.Contains("classifier.1.weight", weights.Entries.Select(e => e.Name));
    }

    [Theory]
    [InlineData("resnet", false)]
    [InlineData("resnet", true)]
    [InlineData("vit", false)]
    [InlineData("vit", true)]
    public void A_trial_resumed_at_every_update_is_the_uninterrupted_one_to_the_bit(string family, bool computesAgain)
    {
        using var task = new TinyImages(family);
        var dataset = task.Ready();
        var hyperparameters = new Hyperparameters
        {
            LearningRate = 1e-2, BatchSize = 16, Epochs = 2, Augmentation = "crop-flip", Dropout = 0.1, EmaDecay = 0.9, MicroBatchSize = 7, GradientCheckpointing = computesAgain,
        };
        var whole = Trainer.TrainSegment(task.Request(dataset, "whole", 2, null, hyperparameters), null, CancellationToken.None);
        string? parent = null;
        var segments = 0;
        for (var status = SegmentStatus.Preempted; status == SegmentStatus.Preempted; segments++)
        {
            var left = 1;
            var again = PreparedDataset.Load(task.Folder("prepared"));
            status = Trainer.TrainSegment(task.Request(again, $"part{segments}", 2, parent, hyperparameters), null, () => left-- == 0).Status;
            parent = $"part{segments}";
        }

        Assert.Equal(whole.Step, segments);
        Assert.Equal(task.Bytes("whole", "state.safetensors"), task.Bytes(parent!, "state.safetensors"));
        Assert.Equal(task.Bytes("whole", "best.safetensors"), task.Bytes(parent!, "best.safetensors"));
    }

    [Theory]
    [InlineData("resnet", 0)]
    [InlineData("resnet", 1)]
    [InlineData("vit", 0)]
    [InlineData("vit", 1)]
    public void Layers_that_are_computed_again_give_the_same_bits(string family, int frozenLayers)
    {
        using var task = new TinyImages(family);
        var dataset = task.Ready();
        foreach (var again in new[] { false, true })
        {
            var hyperparameters = new Hyperparameters
            {
                LearningRate = 1e-2, BatchSize = 16, Epochs = 1, Augmentation = "flip", Dropout = 0.1, MicroBatchSize = 7, FrozenLayers = frozenLayers, FreezeEmbeddings = frozenLayers > 0, GradientCheckpointing = again,
            };
            Trainer.TrainSegment(task.Request(dataset, again ? "again" : "remembered", 1, null, hyperparameters), null, CancellationToken.None);
        }

        Assert.Equal(task.Bytes("remembered", "state.safetensors"), task.Bytes("again", "state.safetensors"));
        Assert.Equal(task.Bytes("remembered", "best.safetensors"), task.Bytes("again", "best.safetensors"));
    }

    [Fact]
    public void Augmentation_is_drawn_anew_in_each_epoch_and_the_same_in_each_run()
    {
        using var task = new TinyImages();
        var dataset = task.Ready();
        var plain = new Hyperparameters { LearningRate = 1e-2, BatchSize = 16, Epochs = 2 };
        Trainer.TrainSegment(task.Request(dataset, "one", 2, hyperparameters: plain with { Augmentation = "crop-flip" }), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request(dataset, "same", 2, hyperparameters: plain with { Augmentation = "crop-flip" }), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request(dataset, "flipped", 2, hyperparameters: plain with { Augmentation = "flip" }), null, CancellationToken.None);
        Trainer.TrainSegment(task.Request(dataset, "plain", 2, hyperparameters: plain), null, CancellationToken.None);
        var states = new[] { "one", "flipped", "plain" }.Select(f => Convert.ToHexString(task.Bytes(f, "state.safetensors"))).ToArray();
        Assert.Equal(task.Bytes("one", "state.safetensors"), task.Bytes("same", "state.safetensors"));
        Assert.Equal(3, states.Distinct().Count());
    }

    [Fact]
    public void Frozen_stages_are_bit_identical_afterwards_statistics_included()
    {
        using var task = new TinyImages();
        var dataset = task.Ready();
        var frozen = new Hyperparameters { LearningRate = 1e-2, BatchSize = 16, Epochs = 1, FrozenLayers = 1, FreezeEmbeddings = true };
        Trainer.TrainSegment(task.Request(dataset, "trial", 1, hyperparameters: frozen), null, CancellationToken.None);
        using var before = SafetensorsFile.Open(Path.Combine(task.ModelFolder, "model.safetensors"));
        using var after = SafetensorsFile.Open(Path.Combine(task.Folder("trial"), "best.safetensors"));
        foreach (var entry in before.Entries)
        {
            var isFrozen = entry.Name.Contains("embedder", StringComparison.Ordinal) || entry.Name.Contains("stages.0.", StringComparison.Ordinal);
            Assert.Equal(isFrozen, before.Bytes(entry).SequenceEqual(after.Bytes(after[entry.Name])));
        }

        using var state = SafetensorsFile.Open(Path.Combine(task.Folder("trial"), "state.safetensors"));
        Assert.DoesNotContain(state.Entries, e => e.Name.StartsWith("exp_avg", StringComparison.Ordinal) && e.Name.Contains("stages.0.", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_cannot_be_classified_are_all_named()
    {
        using var task = new TinyImages();
        var dataset = task.Ready();
        Trainer.TrainSegment(task.Request(dataset, "trial", 1), null, CancellationToken.None);
        BestModel.Export(task.Folder("trial"), task.ModelFolder, dataset, task.Folder("best"));
        using var classifier = ImageClassifier.Load(task.Folder("best"));
        File.WriteAllText(task.Folder("note.png"), "no image");
        var thrown = Assert.Throws<InvalidInputException>(() => classifier.Predict([task.Folder("note.png"), task.Folder("absent.jpg")]));
        Assert.Equal([task.Folder("note.png"), task.Folder("absent.jpg")], thrown.Problems.Select(p => p.File));
        Assert.Throws<InvalidInputException>(() => ImageClassifier.Load(task.ModelFolder));
    }

    [Fact]
    public void A_model_of_texts_and_one_of_images_refuse_each_others_data_in_words()
    {
        using var texts = new TinyTask();
        using var images = new TinyImages();
        var dataset = images.Ready();
        var mixed = images.Request(dataset, "mixed", 1) with { ModelFolder = texts.ModelFolder };
        Assert.Contains("The task image-classification cannot be learned by a model of the architecture", Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(mixed, null, CancellationToken.None)).Message, StringComparison.Ordinal);
        var other = texts.Request("other", 1) with { ModelFolder = images.ModelFolder };
        Assert.Contains("The task text-classification cannot be learned by a model of the architecture", Assert.Throws<InvalidInputException>(() => Trainer.TrainSegment(other, null, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Equal("resnet", ModelFolder.Inspect(images.ModelFolder).Architecture);
    }
}
