using FineTune.Training.Datasets;
using FineTune.Training.Optimization;
using FineTune.Training.Similarity;

namespace FineTune.Training.Tests.Similarity;

public sealed class TaskSimilarityTests
{
    private static string Samples => Path.Combine(SharedFiles.Repository, "samples");

    [Fact]
    public void The_pretrained_sample_is_nearer_to_the_sample_task_than_its_random_twin_and_says_so_again()
    {
        using var folder = new TemporaryFolder();
        var model = Path.Combine(Samples, "models", "nano");
        var dataset = Some(folder, rows: 240, model);
        var settings = RecommendedDefaults.For(model);

        var first = TaskSimilarity.Measure(model, dataset, settings, seed: 1, threads: 1);
        var second = TaskSimilarity.Measure(model, dataset, settings, seed: 1, threads: 1);

        var reasons = string.Join(' ', first.Reasons);
        Assert.True(first.LogMe > first.LogMeOfRandomWeights, reasons);
        Assert.True(first.LanguageLoss < first.LanguageLossByFrequencies, reasons);
        Assert.Equivalent(first, second, strict: true);
    }

    [Fact]
    public void A_subset_takes_every_class_in_turn()
    {
        int[] labels = [.. Enumerable.Repeat(0, 90), .. Enumerable.Repeat(1, 8), 2, 2];

        var rows = StratifiedRows.Take(labels, 12, new RandomKey(3));

        Assert.Equal([5, 5, 2], rows.CountBy(row => labels[row]).OrderBy(entry => entry.Key).Select(entry => entry.Value));
        Assert.Equal(rows, StratifiedRows.Take(labels, 12, new RandomKey(3)));
    }

    private static PreparedDataset Some(TemporaryFolder folder, int rows, string model)
    {
        var data = folder.File("data");
        Directory.CreateDirectory(data);
        var source = Directory.EnumerateFiles(Path.Combine(Samples, "datasets", "customer-feedback"), "train.csv").Single();
        File.WriteAllLines(Path.Combine(data, "train.csv"), File.ReadLines(source).Take(rows + 1));
        return DatasetPreparation.Prepare(data, model, new DatasetOptions { Seed = 1, MaxLength = 64 }, folder.File("prepared"));
    }
}
