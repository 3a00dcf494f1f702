using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Generation;
using FineTune.Training.Models;
using FineTune.Training.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>Real pretrained models against what the library computes with them.</summary>
public sealed class PretrainedGoldensTests
{
    private static string Root => Path.Combine(SharedFiles.Goldens, "transformers", "pretrained");

    [Fact]
    public void A_real_decoder_gives_the_recorded_logits()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var json = Read("tinystories.json");
        using var model = PretrainedModel.Load(Data(json), ModelTask.MaskedLanguage, null, WeightOptions.Cpu(0));
        using var expected = SafetensorsFile.Open(Path.Combine(Root, "tinystories-logits.safetensors"));
        foreach (var (prompt, i) in json.GetProperty("prompts").EnumerateArray().Select((p, i) => (p, i)))
        {
            var logits = GoldenCase.Values(model.TokenLogits(TokenBatch.Create([Ids(prompt.GetProperty("input_ids"))], null, model.Layout), ForwardPass.Evaluation));
            var reference = expected.ReadSingles(expected[$"prompt.{i}.logits"]);
            Assert.True(logits.Zip(reference).Max(p => Math.Abs(p.First - p.Second)) <= 5e-5, $"prompt {i}");
        }
    }

    [Fact]
    public void A_real_decoder_continues_texts_as_recorded()
    {
        var json = Read("tinystories.json");
        using var generator = TextGenerator.Load(Data(json));
        foreach (var prompt in json.GetProperty("prompts").EnumerateArray())
        {
            Assert.Equal(Ids(prompt.GetProperty("continuation_ids")), generator.Continue(Ids(prompt.GetProperty("input_ids")), new GenerationOptions { MaxNewTokens = 60 }));
        }
    }

    [Fact]
    public void A_real_encoder_gives_the_recorded_sentence_embeddings()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var json = Read("minilm.json");
        using var model = PretrainedModel.Load(Path.Combine(SharedFiles.Root, "data", "w-minilm-l6"), ModelTask.SequenceClassification, null, WeightOptions.Cpu(0));
        using var expected = SafetensorsFile.Open(Path.Combine(Root, "minilm.safetensors"));
        var rows = json.GetProperty("input_ids").EnumerateArray().Select(Ids).ToList();
        var batch = TokenBatch.Create(rows, null, model.Layout);
        var mean = batch.MeanOfRows(model.Backbone.Encode(batch, ForwardPass.Evaluation));
        var normalised = GoldenCase.Values(mean / mean.pow(2).sum(1, keepdim: true).sqrt());
        var reference = expected.Entries.First(e => e.Name == "embeddings");
        Assert.True(normalised.Zip(expected.ReadSingles(reference)).Max(p => Math.Abs(p.First - p.Second)) <= 1e-5);
    }

    private static string Data(JsonElement json)
    {
        var folder = Path.Combine(SharedFiles.Root, "data", json.GetProperty("model").GetString()!);
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not at hand.");
        return folder;
    }

    private static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetInt32())];

    private static JsonElement Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, file)));
        return json.RootElement.Clone();
    }
}
