using System.Text.Json;
using FineTune.Training.Datasets;
using FineTune.Training.Optimization;
using FineTune.Training.Similarity;
using FineTune.Training.Tests.Tasks;

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

    [Fact]
    public void Label_sets_are_told_by_one_probe_for_each_label()
    {
        using var run = new TaskRun().WithEncoder().With("train.jsonl", Texts(240).Select(text =>
            $$"""{"text":"{{string.Join(' ', text)}}","labels":[{{string.Join(',', Marks.Where(text.Contains).Select(mark => $"\"{mark}!\""))}}]}"""));
        var dataset = run.Prepare(new DatasetOptions { LabelColumn = "labels" });

        var found = Measure(run, dataset);

        Assert.Equal(ProbeMeasure.Labels, found.Measure);
        Assert.True(found.Probe > found.ProbeOfNothing + 0.1, found.Reasons[0]);
        Assert.Contains("of the labels of", found.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_follow_from_the_texts_have_their_variance_explained_and_others_have_not()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(9);
        string[] service = ["account_access", "billing", "cancellation", "delivery"];
        PreparedDataset Rated(string name, Func<string, double> rate) => Prepare(folder, name, Feedback().Take(240).Select(row =>
            FormattableString.Invariant($$"""{"text":{{JsonEncode(row.Text)}},"label":{{rate(row.Label)}}}""")));

        var near = Measure(Rated("told", label => service.Contains(label) ? 1.5 : -0.5));
        var far = Measure(Rated("noise", _ => Math.Round(random.NextDouble(), 4)));

        Assert.Equal(ProbeMeasure.Variance, near.Measure);
        Assert.True(near.Probe > far.Probe + 0.2, $"{near.Reasons[0]} {far.Reasons[0]}");
        Assert.Equal(Closeness.Different, far.Closeness);
        Assert.Contains("of the variance of", near.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_are_told_from_the_features_of_their_own_words()
    {
        using var folder = new TemporaryFolder();
        string[] marked = ["a", "an", "my", "our", "the", "this", "your"];
        var dataset = Prepare(folder, "tags", Feedback().Take(80).Select(row => row.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(words =>
            $$"""{"tokens":[{{string.Join(',', words.Select(JsonEncode))}}],"tags":[{{string.Join(',', words.Select(word => marked.Contains(word) ? "\"B-X\"" : "\"O\""))}}]}"""));

        var found = Measure(dataset);

        Assert.Equal(ProbeMeasure.Words, found.Measure);
        Assert.True(found.Probe > found.ProbeOfNothing + ((1 - found.ProbeOfNothing) / 2), found.Reasons[0]);
        Assert.Contains("tags", found.Reasons[1], StringComparison.Ordinal);
        Assert.Equivalent(found, Measure(dataset), strict: true);
    }

    [Fact]
    public void Images_are_told_from_the_features_that_a_classifier_looks_at()
    {
        using var images = new TinyImages();
        var dataset = images.Ready();

        var found = TaskSimilarity.Measure(images.ModelFolder, dataset, RecommendedDefaults.For(images.ModelFolder), seed: 1, threads: 1);

        Assert.Equal(ProbeMeasure.Images, found.Measure);
        Assert.True(found.Probe > 0.9, found.Reasons[0]);
        Assert.Null(found.LanguageLoss);
        Assert.Contains("validation images", found.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_to_be_continued_have_nothing_that_a_probe_could_tell()
    {
        using var run = new TaskRun().WithDecoder(Marks).With("train.txt", Enumerable.Repeat("w10 w11 w12 w11", 60));
        Assert.False(TaskSimilarity.CanMeasure(run.Prepare(new DatasetOptions { MaxLength = 16 })));
    }

    private static readonly string[] Marks = ["w10", "w11", "w12"];

    private static IEnumerable<string[]> Texts(int count)
    {
        var random = new Random(3);
        for (var i = 0; i < count; i++)
        {
            yield return [.. Enumerable.Range(0, random.Next(4, 9)).Select(_ => random.Next(3) == 0 ? Marks[random.Next(3)] : $"w{random.Next(14, 35)}")];
        }
    }

    private static string Nano => Path.Combine(Samples, "models", "nano");

    private static IEnumerable<(string Text, string Label)> Feedback() =>
        DataTable.Open(Path.Combine(Samples, "datasets", "customer-feedback", "train.csv")).Rows(["text", "label"]).Select(row => (row.Fields[0]!, row.Fields[1]!));

    private static string JsonEncode(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static PreparedDataset Prepare(TemporaryFolder folder, string name, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(folder.File(name));
        File.WriteAllLines(Path.Combine(folder.File(name), "train.jsonl"), lines);
        return DatasetPreparation.Prepare(folder.File(name), Nano, new DatasetOptions { Seed = 1, MaxLength = 48 }, folder.File(name + "-prepared"));
    }

    private static SimilarityFinding Measure(PreparedDataset dataset) => TaskSimilarity.Measure(Nano, dataset, RecommendedDefaults.For(Nano), seed: 1, threads: 1);

    private static SimilarityFinding Measure(TaskRun run, PreparedDataset dataset) =>
        TaskSimilarity.Measure(run.Model, dataset, RecommendedDefaults.For(run.Model), seed: 1, threads: 1);

    private static PreparedDataset Some(TemporaryFolder folder, int rows, string model)
    {
        var data = folder.File("data");
        Directory.CreateDirectory(data);
        var source = Directory.EnumerateFiles(Path.Combine(Samples, "datasets", "customer-feedback"), "train.csv").Single();
        File.WriteAllLines(Path.Combine(data, "train.csv"), File.ReadLines(source).Take(rows + 1));
        return DatasetPreparation.Prepare(data, model, new DatasetOptions { Seed = 1, MaxLength = 64 }, folder.File("prepared"));
    }
}
