using System.Globalization;
using System.Text.Json;
using FineTune.Training.Datasets;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tests;

/// <summary>
/// all-MiniLM-L6-v2 on a part of Banking77 with the settings of fine-tunings recorded with the transformers library. Head, order
/// and dropout are drawn from other generators, so one recorded run is compared with the spread of several of ours.
/// </summary>
public sealed class BankingRunsTests
{
    private const int TrainPerLabel = 13;
    private const int ValidationPerLabel = 5;
    private const int Seeds = 3;

    /// <summary>Student's t for a further observation after three, two-sided 95 %.</summary>
    private const double Quantile = 4.303;

    /// <summary>The normal distribution's, two-sided 95 %.</summary>
    private const double RowsQuantile = 1.96;

    private static readonly string Runs = Path.Combine("anchors", "outcome", "banking77-1.jsonl");

    [SlowFact]
    public void Default_settings_reach_the_recorded_accuracy() =>
        AssertWithinSpread(run => run.GetProperty("kind").GetString() == "default" && run.GetProperty("epochs").GetInt32() == 3);

    [SlowFact]
    public void The_best_recorded_trial_is_reached() =>
        AssertWithinSpread(run => run.GetProperty("kind").GetString() == "trial" && run.GetProperty("number").GetInt32() == 0);

    private static void AssertWithinSpread(Func<JsonElement, bool> wanted)
    {
        var path = Path.Combine(SharedFiles.Goldens, Runs);
        Assert.SkipUnless(File.Exists(path), $"The recorded runs are not at hand: {path}.");
        var recorded = File.ReadLines(path).Select(line => JsonElement.Parse(line)).Single(wanted);
        using var folder = new TemporaryFolder();
        WriteParts(Path.Combine(SharedFiles.Root, "data", "text-banking77"), folder.File("data"));
        var model = Path.Combine(SharedFiles.Root, "data", "w-minilm-l6");
        var dataset = DatasetPreparation.Prepare(folder.File("data"), model, new DatasetOptions { MaxLength = 64 }, folder.File("prepared"));
        Assert.Equal((1001, 385, 3080, 77), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count, dataset.Labels.Length));

        double[] reached = [.. Enumerable.Range(1, Seeds).Select(seed => Accuracy(folder, model, dataset, Settings(recorded), (ulong)seed))];
        var expected = recorded.GetProperty("test").GetDouble();
        var mean = reached.Average();
        var ofRows = mean * (1 - mean) / dataset.Test.Count;
        var ofSeeds = reached.Sum(r => (r - mean) * (r - mean)) / (Seeds - 1);
        var margin = Quantile * Math.Sqrt(Math.Max(ofRows, ofSeeds) * (1 + (1.0 / Seeds)));
        var told = string.Create(CultureInfo.InvariantCulture, $"recorded {expected:P1}; ours {string.Join(", ", reached.Select(r => r.ToString("P1", CultureInfo.InvariantCulture)))}: {mean:P1} ± {margin:P1}");
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(Math.Abs(mean - expected) <= margin, told);

        // Three seeds spread widely, so the mean must besides not lie below by more than what the test rows leave open.
        Assert.True(mean >= expected - (RowsQuantile * Math.Sqrt(2 * ofRows)), told);
    }

    private static Hyperparameters Settings(JsonElement recorded)
    {
        var values = recorded.GetProperty("hp");
        var frozen = values.GetProperty("frozen").GetInt32();
        return new Hyperparameters
        {
            LearningRate = values.GetProperty("lr").GetDouble(),
            BatchSize = values.GetProperty("batch").GetInt32(),
            WeightDecay = values.GetProperty("wd").GetDouble(),
            Dropout = values.GetProperty("dropout").GetDouble(),
            Schedule = values.GetProperty("schedule").GetString() switch
            {
                "linear" => LearningRateSchedule.Linear,
                "cosine" => LearningRateSchedule.Cosine,
                _ => LearningRateSchedule.Constant,
            },
            WarmupRatio = values.GetProperty("warmup").GetDouble(),
            FrozenLayers = frozen,
            FreezeEmbeddings = frozen > 0,
            Epochs = recorded.GetProperty("curve").GetArrayLength(),
        };
    }

    private static double Accuracy(TemporaryFolder folder, string model, PreparedDataset dataset, Hyperparameters hyperparameters, ulong seed)
    {
        var trial = folder.File($"trial-{seed}");
        var result = Trainer.TrainSegment(
            new SegmentRequest
            {
                ModelFolder = model,
                Dataset = dataset,
                Hyperparameters = hyperparameters,
                Seed = seed,
                ToEpoch = hyperparameters.Epochs,
                OutputFolder = trial,
                Threads = 1,
                Device = "cpu",
            },
            null,
            TestContext.Current.CancellationToken);
        BestModel.Export(trial, model, dataset, trial + "-best");
        var accuracy = BestModel.Evaluate(trial + "-best", dataset, dataset.Test, "accuracy").Metrics["accuracy"];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: validation {string.Join(", ", result.Reports.Select(r => r.Objective.ToString("P1", CultureInfo.InvariantCulture)))}; test {accuracy:P1}; {result.Seconds:F0} s"));
        return accuracy;
    }

    /// <summary>The first rows of each label in file order train, the next ones validate, all of the test file tests.</summary>
    private static void WriteParts(string source, string target)
    {
        Assert.SkipUnless(Directory.Exists(source), $"{source} is not at hand.");
        Directory.CreateDirectory(target);
        var file = new CsvFile(Path.Combine(source, "train.csv"), ',');
        var rows = file.Records().Select(r => r.Fields).Skip(1).GroupBy(r => r[1]).ToList();
        Write("train.csv", rows.SelectMany(label => label.Take(TrainPerLabel)));
        Write("validation.csv", rows.SelectMany(label => label.Skip(TrainPerLabel).Take(ValidationPerLabel)));
        File.Copy(Path.Combine(source, "test.csv"), Path.Combine(target, "test.csv"));

        void Write(string name, IEnumerable<List<string>> chosen) => File.WriteAllLines(
            Path.Combine(target, name), chosen.Select(r => string.Join(',', r.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))).Prepend("text,category"));
    }
}
