using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>One folder of reference outputs of a model that reads images.</summary>
internal sealed class ImageGoldenCase : IDisposable
{
    private readonly ScalarType _type;

    public ImageGoldenCase(string folder, ScalarType type)
    {
        Folder = folder;
        _type = type;
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        Expected = json.RootElement.Clone();
        Model = PretrainedModel.Load(folder, ModelTask.ImageClassification, null, new WeightOptions(0, type, CPU));
        using var inputs = SafetensorsFile.Open(Path.Combine(folder, "inputs.safetensors"));
        Pixels = tensor(inputs.ReadSingles(inputs["pixel_values"]), [.. inputs["pixel_values"].Shape]).to_type(type);
        Labels = tensor(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(inputs.Bytes(inputs["labels"])).ToArray());
    }

    public string Folder { get; }

    public JsonElement Expected { get; }

    public PretrainedModel Model { get; }

    /// <summary>[B, C, H, W].</summary>
    public Tensor Pixels { get; }

    /// <summary>[B].</summary>
    public Tensor Labels { get; }

    /// <summary>Whether the model has running statistics, so that training differs from evaluation.</summary>
    public bool HasStatistics => Model.Buffers.Count > 0;

    /// <summary>The share by which losses and norms may differ.</summary>
    public double Relative => _type == ScalarType.Float32 ? 1e-5 : 1e-9;

    /// <summary>A pass in training without dropout.</summary>
    public static ForwardPass Training(params int[] frozen) =>
        ForwardPass.Training(new RandomKey(1), new DropoutRates(0, 0, 0), Enumerable.Range(0, 99).First(d => !frozen.Contains(d)), frozen.ToHashSet());

    public Tensor Loss(ForwardPass pass) => nn.functional.cross_entropy(Model.ImageLogits(Pixels, pass), Labels);

    public Dictionary<string, double[]> Tensors(string file) => GoldenCase.TensorsOf(Path.Combine(Folder, file));

    /// <summary>The counters of a reference file.</summary>
    public Dictionary<string, long> Counters(string file)
    {
        using var tensors = SafetensorsFile.Open(Path.Combine(Folder, file));
        return tensors.Entries.Where(e => e.Type == SafetensorsType.I64)
            .ToDictionary(e => e.Name, e => System.Runtime.InteropServices.MemoryMarshal.Read<long>(tensors.Bytes(e)));
    }

    public void Dispose() => Model.Dispose();
}
