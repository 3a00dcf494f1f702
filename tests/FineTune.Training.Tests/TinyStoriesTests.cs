using System.Globalization;
using System.Text.Json;
using FineTune.Training.Generation;
using FineTune.Training.Tests.Tasks;

namespace FineTune.Training.Tests;

/// <summary>A real pretrained decoder writes stories, and learns to follow instructions by low-rank adapters.</summary>
public sealed class TinyStoriesTests
{
    private static string Model => Path.Combine(SharedFiles.Root, "data", "w-tinystories-656k");

    [Fact]
    public void A_pretrained_decoder_writes_a_story_in_english()
    {
        Assert.SkipUnless(Directory.Exists(Model), $"{Model} is not at hand.");
        using var generator = TextGenerator.Load(Model);
        var story = generator.Continue("Once upon a time, there was a little girl named", new GenerationOptions { MaxNewTokens = 80, Temperature = 0.5, TopK = 20, Seed = 1 });
        TestContext.Current.TestOutputHelper?.WriteLine(story);
        string[] common = ["the", "a", "to", "and", "was", "she", "he", "her", "it", "with", "in", "had", "very", "day", "said", "they", "one"];
        var words = story.ToLowerInvariant().Split([' ', '.', ',', '"', '\n', '!', '?'], StringSplitOptions.RemoveEmptyEntries);
        Assert.True(words.Length > 30, story);
        Assert.True(words.Count(common.Contains) > words.Length / 4, story);
        Assert.True(words.Distinct().Count() > words.Length / 3, story);
    }

    [SlowFact]
    public void Low_rank_adapters_lower_the_perplexity_of_instructions()
    {
        var source = Path.Combine(SharedFiles.Root, "data", "lm-instruct-rasbt", "instruction-data.json");
        Assert.SkipUnless(Directory.Exists(Model) && File.Exists(source), "The model or its data are not at hand.");
        using var run = new TaskRun().With("train.jsonl", JsonElement.Parse(File.ReadAllBytes(source)).EnumerateArray().Select(row => JsonSerializer.Serialize(row)));
        foreach (var file in Directory.EnumerateFiles(Model))
        {
            Directory.CreateDirectory(run.Model);
            File.Copy(file, Path.Combine(run.Model, Path.GetFileName(file)));
        }

        var dataset = run.Prepare(new() { MaxLength = 256 });
        var result = run.Train(dataset, "perplexity", maximize: false, new Hyperparameters
        {
            LearningRate = 5e-3, BatchSize = 16, Epochs = 5, LoraRank = 16, LoraTargets = "all-linear", Dropout = 0, WeightDecay = 0,
        });
        double[] perplexities = [BestModel.Evaluate(run.Model, dataset, dataset.Validation, "perplexity").Metrics["perplexity"], .. result.Reports.Select(r => r.Objective)];
        var told = string.Join(", ", perplexities.Select(p => p.ToString("F2", CultureInfo.InvariantCulture)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{dataset.Train.Count} training rows; validation perplexity before and after each epoch: {told}; {result.Seconds:F0} s");
        using var generator = TextGenerator.Load(run.Best);
        TestContext.Current.TestOutputHelper?.WriteLine(generator.Follow("Rewrite the sentence in the past tense.", "She walks to the park."));
        Assert.True(perplexities[^1] < perplexities[0] / 2, told);
        Assert.All(perplexities.Zip(perplexities.Skip(1)).Take(3), pair => Assert.True(pair.Second < pair.First, told));
    }
}
