using System.Diagnostics;
using System.Text.Json;
using FineTune.Training;
using FineTune.Training.Datasets;

namespace FineTune.Cli.Tests.Commands;

/// <summary><c>finetune predict</c> on checkpoints of each kind, trained for a moment on the sample model.</summary>
public sealed class PredictCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("finetune-predict-").FullName;

    [Fact]
    public void Pairs_come_with_an_option_or_with_tabs_and_single_texts_are_refused()
    {
        var best = Train("train.csv", "f1_macro", Enumerable.Range(0, 40).Select(i => $"one {i},two {i % 7},{(i % 2 == 0 ? "yes" : "no")}").Prepend("premise,hypothesis,label"));

        var (code, output, error) = Run(null, "predict", "one 1", "one 2", "--pair", "two 1", "--pair", "two 2", "--folder", best, "--json");
        Assert.True(code == 0, error);
        var answers = output.TrimEnd().Split('\n').Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(["two 1", "two 2"], answers.Select(answer => answer.GetProperty("text_pair").GetString()!));
        Assert.All(answers, answer => Assert.Equal(1, answer.GetProperty("probabilities").EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-6));

        var piped = Run("one 1\ttwo 1\none 2\ttwo 2\n", "predict", "--folder", best, "--json");
        Assert.Equal(output, piped.Output);

        var (refused, _, message) = Run(null, "predict", "one 1", "--folder", best);
        Assert.Equal(2, refused);
        Assert.Contains("--pair", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_are_entities_and_numbers_are_numbers()
    {
        var tagger = Train("train.jsonl", "f1", Enumerable.Range(0, 40).Select(i => $$"""{"tokens":["call","Ada{{i}}","now"],"tags":["O","B-PER","O"]}"""));
        var (code, output, error) = Run(null, "predict", "Please call Ada3.", "--folder", tagger, "--json");
        Assert.True(code == 0, error);
        foreach (var entity in JsonElement.Parse(output).GetProperty("entities").EnumerateArray())
        {
            var (start, end) = (entity.GetProperty("start").GetInt32(), entity.GetProperty("end").GetInt32());
            Assert.Equal("PER", entity.GetProperty("entity_group").GetString());
            Assert.Equal("Please call Ada3."[start..end], entity.GetProperty("word").GetString());
        }

        var regressor = Train("train.csv", "mse", Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"text {i},{0.5 + (i % 3)}")).Prepend("text,label"));
        (code, output, error) = Run(null, "predict", "text 3", "--folder", regressor, "--json");
        Assert.True(code == 0, error);
        Assert.True(double.IsFinite(JsonElement.Parse(output).GetProperty("value").GetDouble()));
        Assert.DoesNotContain("%", Run(null, "predict", "text 3", "--folder", regressor).Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Trains for half an epoch and exports.</summary>
    private string Train(string file, string objective, IEnumerable<string> lines)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "FineTune.Functions.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        var (model, work) = (Path.Combine(root, "samples", "models", "nano"), Path.Combine(_folder, Guid.NewGuid().ToString("N")));
        Directory.CreateDirectory(Path.Combine(work, "data"));
        File.WriteAllLines(Path.Combine(work, "data", file), lines);
        var dataset = DatasetPreparation.Prepare(Path.Combine(work, "data"), model, new DatasetOptions(), Path.Combine(work, "prepared"), TestContext.Current.CancellationToken);
        Trainer.TrainSegment(
            new SegmentRequest
            {
                ModelFolder = model, Dataset = dataset, Hyperparameters = new Hyperparameters { LearningRate = 1e-3, BatchSize = 8, Epochs = 1 }, Seed = 1, ToEpoch = 0.5,
                OutputFolder = Path.Combine(work, "trial"), Objective = objective, MaximizeObjective = objective != "mse", Threads = 1, Device = "cpu",
            },
            null,
            TestContext.Current.CancellationToken);
        BestModel.Export(Path.Combine(work, "trial"), model, dataset, Path.Combine(work, "best"));
        return Path.Combine(work, "best");
    }

    private (int Code, string Output, string Error) Run(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "finetune"), arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
