using System.Text.Json;
using FineTune.Training.Checkpoints;

namespace FineTune.EndToEnd;

/// <summary>A residual network of two stages with random weights: always the same bytes.</summary>
internal static class TinyImageModel
{
    public const string Name = "tiny-images";

    private const int Stem = 8;
    private static readonly int[] Stages = [8, 16];

    /// <summary>Writes the model's folder.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            model_type = "resnet",
            layer_type = "basic",
            embedding_size = Stem,
            hidden_sizes = Stages,
            depths = new[] { 1, 1 },
            hidden_act = "relu",
            downsample_in_first_stage = false,
        }));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{"image_processor_type":"ViTImageProcessor","size":{"height":24,"width":24},"resample":2}""");
        var tensors = Tensors().OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToList();
        var random = new Random(20260102);
        using var writer = SafetensorsWriter.Create(Path.Combine(folder, "model.safetensors"), tensors.Select(tensor => SafetensorsEntry.Describe(tensor.Name, SafetensorsType.F32, tensor.Shape)));
        foreach (var (name, shape) in tensors)
        {
            var values = new float[shape.Aggregate(1L, (product, side) => product * side)];
            var spread = shape.Length == 4 ? (float)Math.Sqrt(6.0 / (shape[1] * shape[2] * shape[3])) : 0;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = spread > 0 ? spread * ((2 * random.NextSingle()) - 1)
                    : name.EndsWith("weight", StringComparison.Ordinal) || name.EndsWith("running_var", StringComparison.Ordinal) ? 1 : 0;
            }

            writer.Write<float>(name, values);
        }

        writer.Commit();
    }

    private static List<(string Name, long[] Shape)> Tensors()
    {
        var parts = Convolution("embedder.embedder", 3, Stem, 7).ToList();
        var channels = Stem;
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var block = $"encoder.stages.{stage}.layers.0";
            parts.AddRange(Convolution($"{block}.layer.0", channels, Stages[stage], 3));
            parts.AddRange(Convolution($"{block}.layer.1", Stages[stage], Stages[stage], 3));
            parts.AddRange(stage == 0 ? [] : Convolution($"{block}.shortcut", channels, Stages[stage], 1));
            channels = Stages[stage];
        }

        return parts;
    }

    private static IEnumerable<(string Name, long[] Shape)> Convolution(string name, long inputs, long outputs, long kernel) =>
    [
        ($"{name}.convolution.weight", [outputs, inputs, kernel, kernel]),
        ($"{name}.normalization.weight", [outputs]),
        ($"{name}.normalization.bias", [outputs]),
        ($"{name}.normalization.running_mean", [outputs]),
        ($"{name}.normalization.running_var", [outputs]),
    ];
}
