using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.SmokeRuns;

namespace FineTune.Training.Tests.SmokeRuns;

public sealed class SmokeRunTests
{
    [Fact]
    public void A_model_that_learns_gets_no_warning_and_an_estimate()
    {
        using var task = new TinyTask();

        var found = SmokeRun.Run(Request(task, task.Dataset));

        Assert.Empty(found.Warnings);
        Assert.True(found.LastLoss < found.FirstLoss);
        Assert.True(found.SecondsAnEpoch > 0);
        Assert.Equal(32, found.Rows);
    }

    [Fact]
    public void Rows_that_contradict_each_other_are_noticed_because_nothing_is_learned()
    {
        using var task = new TinyTask();
        var same = new PreparedSplit([.. Enumerable.Repeat(new[] { 2, 15, 16, 17, 3 }, 40).SelectMany(row => row)], [.. Enumerable.Range(0, 41).Select(i => 5L * i)], [.. Enumerable.Range(0, 40).Select(i => i % 2)], [.. Enumerable.Range(1, 40)]);
        var dataset = new PreparedDataset(["no", "yes"], 0, 32, same, task.Dataset.Validation, task.Dataset.Test, TinyTask.EmptySummary);

        var found = SmokeRun.Run(Request(task, dataset) with { Hyperparameters = new Hyperparameters { LearningRate = 1e-5 } });

        Assert.Contains(found.Warnings, warning => warning.Contains("hardly lower their loss", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rate_at_which_the_loss_diverges_is_a_warning()
    {
        using var task = new TinyTask();

        var found = SmokeRun.Run(Request(task, task.Dataset) with { Hyperparameters = new Hyperparameters { LearningRate = 9e18, MaxGradientNorm = 0 } });

        Assert.Contains(found.Warnings, warning => warning.Contains("no finite number after", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_without_numbers_refuse_the_study()
    {
        using var task = new TinyTask();
        var path = Path.Combine(task.ModelFolder, "model.safetensors");
        using (var file = SafetensorsFile.Open(path))
        {
            Spoil(path + ".spoiled", file);
        }

        File.Move(path + ".spoiled", path, overwrite: true);

        var refused = Assert.Throws<InvalidInputException>(() => SmokeRun.Run(Request(task, task.Dataset)));

        Assert.Contains("no finite number before anything is trained", Assert.Single(refused.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_one_word_raise_a_question_about_the_column()
    {
        using var task = new TinyTask();
        var words = new PreparedSplit([.. Enumerable.Range(0, 40).SelectMany(i => new[] { 2, 10 + (i % 2), 3 })], [.. Enumerable.Range(0, 41).Select(i => 3L * i)], [.. Enumerable.Range(0, 40).Select(i => i % 2)], [.. Enumerable.Range(1, 40)]);
        var dataset = new PreparedDataset(["no", "yes"], 0, 32, words, task.Dataset.Validation, task.Dataset.Test, TinyTask.EmptySummary);

        var found = SmokeRun.Run(Request(task, dataset));

        Assert.Contains("one word at most", Assert.Single(found.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_learned_and_the_estimate_is_by_the_image()
    {
        using var images = new TinyImages();
        var dataset = images.Ready();

        var found = SmokeRun.Run(Images(images, dataset));

        Assert.Empty(found.Warnings);
        Assert.Equal(32, found.Rows);
        Assert.True(found.LastLoss < found.FirstLoss);
        Assert.InRange(found.SecondsAnEpoch, 1e-4, 60);
        Assert.Equal(dataset.Train.Count, dataset.Train.Cost);
    }

    [Fact]
    public void Images_whose_classes_cannot_be_learned_are_noticed()
    {
        using var images = new TinyImages();
        var content = TinyImages.Images(1).First().Content;
        var dataset = images.Prepare(images.WriteFolder("same", Enumerable.Range(0, 60).Select(i => ($"{(i < 50 ? "train" : "validation")}/{(i % 2 == 0 ? "a" : "b")}/{i}.png", content))));

        var found = SmokeRun.Run(Images(images, dataset) with { Hyperparameters = new Hyperparameters { LearningRate = 1e-6 } });

        Assert.Contains(dataset.Summary.Warnings, warning => warning.Contains("more than one class", StringComparison.Ordinal));
        Assert.Contains(found.Warnings, warning => warning.Contains("hardly lower their loss", StringComparison.Ordinal));
    }

    private static SmokeRequest Images(TinyImages images, PreparedDataset dataset) => new()
    {
        ModelFolder = images.ModelFolder,
        Dataset = dataset,
        Hyperparameters = new Hyperparameters { LearningRate = 5e-3 },
        LargestBatch = 16,
        Seed = 3,
        Threads = 1,
        Seconds = 60,
    };

    private static SmokeRequest Request(TinyTask task, PreparedDataset dataset) => new()
    {
        ModelFolder = task.ModelFolder,
        Dataset = dataset,
        Hyperparameters = new Hyperparameters { LearningRate = 5e-3 },
        LargestBatch = 16,
        Seed = 3,
        Threads = 1,
        Seconds = 60,
    };

    private static void Spoil(string path, SafetensorsFile file)
    {
        using var writer = SafetensorsWriter.Create(path, file.Entries.Select(entry => SafetensorsEntry.Describe(entry.Name, entry.Type, [.. entry.Shape])));
        foreach (var entry in file.Entries)
        {
            var values = file.ReadSingles(entry);
            writer.Write<float>(entry.Name, entry.Name.EndsWith("LayerNorm.weight", StringComparison.Ordinal) ? [.. values.Select(_ => float.NaN)] : values);
        }

        writer.Commit();
    }
}
