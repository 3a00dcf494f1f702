namespace FineTune.Training.Models;

/// <summary>The measures of a ResNet.</summary>
internal sealed record ResNetShape
{
    /// <summary>Channels of the images.</summary>
    public required int Channels { get; init; }

    /// <summary>Channels behind the stem.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Channels behind each stage.</summary>
    public required IReadOnlyList<int> HiddenSizes { get; init; }

    /// <summary>Blocks of each stage.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Whether a block narrows its channels to a quarter for its 3×3 convolution.</summary>
    public required bool IsBottleneck { get; init; }

    /// <summary>Whether the first stage halves the image too.</summary>
    public bool DownsamplesFirstStage { get; init; }

    /// <summary>Whether a narrowing block halves the image in its first 1×1 convolution (the paper) instead of in its 3×3 one ("v1.5").</summary>
    public bool DownsamplesInBottleneck { get; init; }

    /// <summary>Kernel of the stem: 7, or 3 in the networks for small images.</summary>
    public int StemKernel { get; init; } = 7;

    /// <summary>Stride of the stem: 2, or 1 in the networks for small images.</summary>
    public int StemStride { get; init; } = 2;

    /// <summary>Whether the stem ends in a 3×3 maximum with stride 2; not in the networks for small images.</summary>
    public bool StemPools { get; init; } = true;

    /// <summary>Reads the measures; what the file lacks is ResNet-50's. The stem's own fields are ours: transformers knows one stem only.</summary>
    public static ResNetShape From(ConfigReader reader)
    {
        var shape = new ResNetShape
        {
            Channels = reader.Integer("num_channels", 3),
            EmbeddingSize = reader.Integer("embedding_size", 64),
            HiddenSizes = reader.Integers("hidden_sizes", [256, 512, 1024, 2048]),
            Depths = reader.Integers("depths", [3, 4, 6, 3]),
            IsBottleneck = reader.Text("layer_type", "bottleneck") == "bottleneck",
            DownsamplesFirstStage = reader.Flag("downsample_in_first_stage", false),
            DownsamplesInBottleneck = reader.Flag("downsample_in_bottleneck", false),
            StemKernel = reader.Integer("stem_kernel_size", 7),
            StemStride = reader.Integer("stem_stride", 2),
            StemPools = reader.Flag("stem_pooling", true),
        };
        if (shape.HiddenSizes.Count != shape.Depths.Count)
        {
            reader.Problem("depths", $"There are {shape.Depths.Count} 'depths' and {shape.HiddenSizes.Count} 'hidden_sizes'; every stage needs one of each.");
        }

        if (shape.IsBottleneck && shape.HiddenSizes.Any(s => s % 4 != 0))
        {
            reader.Problem("hidden_sizes", "Bottleneck blocks need 'hidden_sizes' that are multiples of 4.");
        }

        if (reader.Text("layer_type", "bottleneck") is not ("bottleneck" or "basic"))
        {
            reader.Problem("layer_type", $"The layer type '{reader.Text("layer_type", "")}' is not known; \"basic\" or \"bottleneck\" is needed.");
        }

        return shape;
    }
}
