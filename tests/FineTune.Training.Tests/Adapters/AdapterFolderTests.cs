using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Adapters;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Adapters;

/// <summary>Adapters as peft stores them, for every task and for convolutions.</summary>
public sealed class AdapterFolderTests
{
    [Theory]
    [InlineData("SequenceClassification", "SEQ_CLS")]
    [InlineData("TokenClassification", "TOKEN_CLS")]
    [InlineData("MaskedLanguage", null)]
    public void The_task_is_written_in_pefts_words(string task, string? expected)
    {
        using var tiny = new TinyTask();
        Assert.Equal(expected, WrittenTask(tiny.ModelFolder, Enum.Parse<ModelTask>(task), ["query"]));
    }

    [Fact]
    public void Causal_models_and_images_have_their_own_words()
    {
        using var folder = new TemporaryFolder();
        using var images = new TinyImages("vit");
        Assert.Equal("CAUSAL_LM", WrittenTask(TinyDecoder.Write(folder.File("decoder"), ["a", "b"]), ModelTask.MaskedLanguage, ["q_proj"]));
        Assert.Null(WrittenTask(images.ModelFolder, ModelTask.ImageClassification, ["query"]));
    }

    [Theory]
    [InlineData("\"SEQ_CLS\"")]
    [InlineData("\"TOKEN_CLS\"")]
    [InlineData("\"CAUSAL_LM\"")]
    [InlineData("\"SEQ_2_SEQ_LM\"")]
    [InlineData("\"QUESTION_ANS\"")]
    [InlineData("\"FEATURE_EXTRACTION\"")]
    [InlineData("null")]
    public void Every_task_of_peft_is_read(string task)
    {
        using var folder = new TemporaryFolder();
        Write(folder, $$"""{ "peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["query"], "bias": "none", "task_type": {{task}} }""");
        Assert.Equal(4, AdapterFolder.ReadSettings(folder.Path).Rank);
    }

    [Theory]
    [InlineData("""{ "peft_type": "IA3", "target_modules": ["query"] }""", "peft_type")]
    [InlineData("""{ "peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["query"], "bias": "all" }""", "bias")]
    [InlineData("""{ "peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["query"], "lora_bias": true }""", "lora_bias")]
    [InlineData("""{ "peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["query"], "trainable_token_indices": [3] }""", "trainable_token_indices")]
    public void What_would_compute_something_else_is_refused_with_a_way_out(string config, string field)
    {
        using var folder = new TemporaryFolder();
        Write(folder, config);
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => AdapterFolder.ReadSettings(folder.Path)).Problems);
        Assert.Equal(field, problem.Location);
        Assert.Contains("Merge", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_adapter_of_convolutions_computes_what_its_merged_weights_compute(bool isDecomposed)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var images = new TinyImages();
        var pixels = rand([3, 3, 16, 16]);
        using var model = Adapted(images.ModelFolder, ModelTask.ImageClassification, new LoraSettings { Rank = 2, Targets = ["convolution"], Decomposed = isDecomposed });
        using (no_grad())
        {
            foreach (var weight in model.Weights.Where(w => w.Name.Contains("lora_B", StringComparison.Ordinal)))
            {
                weight.Value.uniform_(-0.5, 0.5);
            }
        }

        AdapterFolder.Save(model, folder.Path, "base");
        using var file = SafetensorsFile.Open(folder.File("adapter_model.safetensors"));
        const string Module = "base_model.model.resnet.encoder.stages.1.layers.0.layer.0.convolution.";
        Assert.Equal([2L, 8, 3, 3], file[Module + "lora_A.weight"].Shape);
        Assert.Equal([16L, 2, 1, 1], file[Module + "lora_B.weight"].Shape);
        Assert.Equal(isDecomposed, file.TryGet(Module + "lora_magnitude_vector", out var magnitude) && magnitude.Shape.SequenceEqual([1L, 16, 1, 1]));

        var separate = Logits(model, pixels);
        using var loaded = PretrainedModel.Load(images.ModelFolder, ModelTask.ImageClassification, ["a", "b"], WeightOptions.Cpu(1));
        var plain = Logits(loaded, pixels);
        AdapterFolder.Load(loaded, folder.Path);
        Assert.Equal(separate, Logits(loaded, pixels));
        Assert.Contains(separate.Zip(plain), p => Math.Abs(p.First - p.Second) > 1e-3);
        loaded.MergeAdapters();
        Assert.All(separate.Zip(Logits(loaded, pixels)), p => Assert.Equal(p.First, p.Second, 1e-5 * Math.Max(1, Math.Abs(p.First))));
    }

    [Fact]
    public void Statistics_stay_with_the_frozen_weights_beside_adapters()
    {
        using var images = new TinyImages();
        var dataset = images.Ready();
        var hyperparameters = new Hyperparameters { LearningRate = 1e-2, Epochs = 1, LoraRank = 2, LoraTargets = "convolution", LoraDropout = 0.1, MicroBatchSize = 7 };
        Trainer.TrainSegment(images.Request(dataset, "trial", 1, null, hyperparameters), null, CancellationToken.None);
        using var before = SafetensorsFile.Open(Path.Combine(images.ModelFolder, "model.safetensors"));
        using var after = SafetensorsFile.Open(Path.Combine(images.Folder("trial"), "best.safetensors"));
        Assert.All(before.Entries.Where(e => e.Name.Contains("normalization", StringComparison.Ordinal)), e => Assert.True(before.Bytes(e).SequenceEqual(after.Bytes(after[e.Name])), e.Name));
        Assert.Contains(before.Entries, e => e.Name.Contains("convolution", StringComparison.Ordinal) && !before.Bytes(e).SequenceEqual(after.Bytes(after[e.Name])));
    }

    [Fact]
    public void A_target_that_the_model_lacks_is_refused_with_those_that_it_has()
    {
        using var scope = NewDisposeScope();
        using var images = new TinyImages();
        var thrown = Assert.Throws<InvalidInputException>(() => Adapted(images.ModelFolder, ModelTask.ImageClassification, new LoraSettings { Targets = ["all-linear"] }));
        Assert.Contains("convolution", thrown.Message, StringComparison.Ordinal);
    }

    private static double[] Logits(PretrainedModel model, Tensor pixels)
    {
        using var quiet = no_grad();
        return Models.GoldenCase.Values(model.ImageLogits(pixels, ForwardPass.Evaluation));
    }

    private static PretrainedModel Adapted(string folder, ModelTask task, LoraSettings settings)
    {
        var model = PretrainedModel.Load(folder, task, task == ModelTask.MaskedLanguage ? null : ["a", "b"], WeightOptions.Cpu(1));
        LoraAttachment.Attach(model, settings, 1);
        return model;
    }

    private static string? WrittenTask(string modelFolder, ModelTask task, string[] targets)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = Adapted(modelFolder, task, new LoraSettings { Rank = 2, Targets = targets });
        AdapterFolder.Save(model, folder.Path, "base");
        var json = JsonNode.Parse(File.ReadAllText(folder.File("adapter_config.json")))!.AsObject();
        Assert.True(json.ContainsKey("task_type"));
        return json["task_type"]?.GetValue<string>();
    }

    private static void Write(TemporaryFolder folder, string config) => File.WriteAllText(folder.File("adapter_config.json"), config);
}
