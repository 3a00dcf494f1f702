using System.IO.Compression;
using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Tests.Images;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>A residual network of a few thousand weights and images that it can learn: their colour.</summary>
internal sealed class TinyImages : IDisposable
{
    public static readonly (string Name, (int, int, int) Color)[] Classes = [("blue", (60, 60, 190)), ("green", (60, 190, 60)), ("red", (190, 60, 60))];

    private readonly TemporaryFolder _folder = new();

    public TinyImages(string family = "resnet")
    {
        ModelFolder = _folder.File("model");
        Directory.CreateDirectory(ModelFolder);
        File.WriteAllText(Path.Combine(ModelFolder, "config.json"), family == "vit"
            ? """
            {
              "model_type": "vit", "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32, "image_size": 16, "patch_size": 4
            }
            """
            : """
            {
              "model_type": "resnet", "layer_type": "basic", "embedding_size": 8, "hidden_sizes": [8, 16], "depths": [1, 1], "image_size": 16,
              "stem_kernel_size": 3, "stem_stride": 1, "stem_pooling": false
            }
            """);
        File.WriteAllText(Path.Combine(ModelFolder, "preprocessor_config.json"), """
            { "image_processor_type": "ViTImageProcessor", "size": { "height": 16, "width": 16 }, "resample": 2, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.25, 0.25, 0.25] }
            """);
        var (architecture, config) = Training.Models.ModelFolder.ReadConfig(ModelFolder);
        using var scope = NewDisposeScope();
        using var model = PretrainedModel.Create(architecture, config, ModelTask.ImageClassification, WeightOptions.Cpu(5));
        WeightStore.Write(
            Path.Combine(ModelFolder, "model.safetensors"),
            [.. model.Weights.Where(w => w.Depth <= config.Layers).Select(w => (w, (Tensor)w.Value, string.Empty))],
            buffers: model.Buffers);
    }

    public string ModelFolder { get; }

    public string Folder(string name) => _folder.File(name);

    /// <summary>The name and content of images, so many of each class, of different sizes.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Images(int perClass, string prefix = "", int seed = 0) => Classes.SelectMany((c, label) =>
        Enumerable.Range(0, perClass).Select(i => ($"{prefix}{c.Name}/{i:000}.png", TestPng.Noisy(14 + (i % 5), 13 + (i % 7), c.Color, seed + (1000 * label) + i))));

    /// <summary>Writes files below a folder.</summary>
    public string WriteFolder(string name, IEnumerable<(string Name, byte[] Content)> files)
    {
        foreach (var (file, content) in files)
        {
            var path = Path.Combine(Folder(name), file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        return Folder(name);
    }

    /// <summary>Writes a folder with a zip file in it.</summary>
    public string WriteZip(string folder, IEnumerable<(string Name, byte[] Content)> files, string zipName = "images.zip")
    {
        Directory.CreateDirectory(Folder(folder));
        using var zip = ZipFile.Open(Path.Combine(Folder(folder), zipName), ZipArchiveMode.Create);
        foreach (var (file, content) in files)
        {
            using var stream = zip.CreateEntry(file).Open();
            stream.Write(content);
        }

        return Folder(folder);
    }

    public PreparedDataset Prepare(string folder, string target = "prepared", DatasetOptions? options = null) =>
        DatasetPreparation.Prepare(folder, ModelFolder, options ?? new DatasetOptions(), Folder(target));

    /// <summary>Thirty images of each class, ready.</summary>
    public PreparedDataset Ready() => Prepare(WriteFolder("data", Images(30)));

    public SegmentRequest Request(PreparedDataset dataset, string output, double toEpoch, string? parent = null, Hyperparameters? hyperparameters = null) => new()
    {
        ModelFolder = ModelFolder,
        Dataset = dataset,
        Hyperparameters = hyperparameters ?? new Hyperparameters { LearningRate = 1e-2, BatchSize = 16, Epochs = 3, Augmentation = "crop-flip", Dropout = 0.1 },
        Seed = 7,
        ToEpoch = toEpoch,
        OutputFolder = Folder(output),
        ParentCheckpointFolder = parent is null ? null : Folder(parent),
        Threads = 1,
        Device = "cpu",
    };

    public byte[] Bytes(string folder, string file) => File.ReadAllBytes(Path.Combine(Folder(folder), file));

    public void Dispose() => _folder.Dispose();
}
