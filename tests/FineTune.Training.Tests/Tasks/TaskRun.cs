using System.Text.Json;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tasks;

/// <summary>A tiny model, a dataset of text files and what the trainer makes of the two.</summary>
internal sealed class TaskRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TaskRun() => Directory.CreateDirectory(Data);

    public string Data => _folder.File("data");

    public string Model => _folder.File("model");

    public string Best => _folder.File("best");

    /// <summary>An encoder of a few thousand weights whose words are w5, w6, ...</summary>
    public TaskRun WithEncoder()
    {
        using var task = new TinyTask();
        Directory.CreateDirectory(Model);
        foreach (var file in Directory.EnumerateFiles(task.ModelFolder))
        {
            File.Copy(file, Path.Combine(Model, Path.GetFileName(file)));
        }

        var words = Enumerable.Range(0, 40).Select(i => i switch { 0 => "[PAD]", 1 => "[UNK]", 2 => "[CLS]", 3 => "[SEP]", 4 => "[MASK]", _ => $"w{i}" });
        new WordPieceVocabulary([.. words], new WordPieceTrainerOptions()).Save(Model, 32);
        return this;
    }

    public TaskRun WithDecoder(IEnumerable<string> words, string? chatTemplate = null)
    {
        TinyDecoder.Write(Model, words, chatTemplate);
        return this;
    }

    public TaskRun With(string file, IEnumerable<string> lines)
    {
        File.WriteAllLines(Path.Combine(Data, file), lines);
        return this;
    }

    public PreparedDataset Prepare(DatasetOptions? options = null) =>
        DatasetPreparation.Prepare(Data, Model, options ?? new DatasetOptions(), _folder.File("prepared"), TestContext.Current.CancellationToken);

    public SegmentResult Train(PreparedDataset dataset, string objective, bool maximize, Hyperparameters hyperparameters)
    {
        var result = Trainer.TrainSegment(
            new SegmentRequest
            {
                ModelFolder = Model,
                Dataset = dataset,
                Hyperparameters = hyperparameters,
                Seed = 7,
                ToEpoch = hyperparameters.Epochs,
                OutputFolder = _folder.File("trial"),
                Objective = objective,
                MaximizeObjective = maximize,
                Threads = 1,
                Device = "cpu",
            },
            null,
            TestContext.Current.CancellationToken);
        BestModel.Export(_folder.File("trial"), Model, dataset, Best);
        return result;
    }

    public JsonElement BestConfig() => JsonElement.Parse(File.ReadAllBytes(Path.Combine(Best, "config.json")));

    public PreparedDataset Saved() => PreparedDataset.Load(_folder.File("prepared"));

    public void Dispose() => _folder.Dispose();
}
