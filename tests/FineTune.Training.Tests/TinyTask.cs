using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Pretraining;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>A model of a few thousand weights and a task that it can learn: which of two marker tokens a row holds.</summary>
internal sealed class TinyTask : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyTask(int rows = 60, int hidden = 16, int layers = 2)
    {
        ModelFolder = _folder.File("model");
        Directory.CreateDirectory(ModelFolder);
        var request = new PretrainRequest
        {
            Corpus = string.Empty, OutputFolder = ModelFolder, HiddenSize = hidden, Layers = layers, Heads = 2, IntermediateSize = 2 * hidden, MaxPositions = 32,
        };
        File.WriteAllText(Path.Combine(ModelFolder, "config.json"), PretrainedConfig.Write(request, 40, 0));
        var (family, config) = Training.Models.ModelFolder.ReadConfig(ModelFolder);
        using (NewDisposeScope())
        using (var model = PretrainedModel.Create(family, config with { InitializerRange = 0.2 }, ModelTask.MaskedLanguage, WeightOptions.Cpu(5)))
        {
            WeightStore.Write(Path.Combine(ModelFolder, "model.safetensors"), [.. model.Weights.Select(w => (w, (Tensor)w.Value, string.Empty))]);
        }

        Dataset = new PreparedDataset(["no", "yes"], 0, 32, Split(rows, 1), Split(24, 2), Split(24, 3), EmptySummary);
    }

    public string ModelFolder { get; }

    public PreparedDataset Dataset { get; }

    public static DatasetSummary EmptySummary => new(0, 0, 0, [], 0, 0, 0, 0, "text", "label", []);

    public string Folder(string name) => _folder.File(name);

    public SegmentRequest Request(string output, double toEpoch, string? parent = null) => new()
    {
        ModelFolder = ModelFolder,
        Dataset = Dataset,
        Hyperparameters = new Hyperparameters { LearningRate = 5e-3, BatchSize = 8, Epochs = 3, Dropout = 0.1 },
        Seed = 7,
        ToEpoch = toEpoch,
        OutputFolder = Folder(output),
        ParentCheckpointFolder = parent is null ? null : Folder(parent),
        Threads = 1,
        Device = "cpu",
    };

    public byte[] Bytes(string folder, string file) => File.ReadAllBytes(Path.Combine(Folder(folder), file));

    /// <summary>Asserts that two checkpoints are the same to the bit.</summary>
    public void AssertSame(string one, string two) => Assert.All(
        ["checkpoint.json", "state.safetensors", "best.safetensors"], file => Assert.True(Bytes(one, file).AsSpan().SequenceEqual(Bytes(two, file)), file));

    public void Dispose() => _folder.Dispose();

    private static PreparedSplit Split(int rows, int seed)
    {
        var random = new Random(seed);
        var (tokens, offsets, labels) = (new List<int>(), new List<long> { 0 }, new List<int>());
        for (var row = 0; row < rows; row++)
        {
            var label = random.Next(2);
            var length = random.Next(3, 12);
            tokens.Add(2);
            var marker = random.Next(length);
            for (var i = 0; i < length; i++)
            {
                tokens.Add(i == marker ? 10 + label : random.Next(12, 40));
            }

            tokens.Add(3);
            offsets.Add(tokens.Count);
            labels.Add(label);
        }

        return new PreparedSplit([.. tokens], [.. offsets], [.. labels], [.. Enumerable.Range(1, rows)]);
    }
}
