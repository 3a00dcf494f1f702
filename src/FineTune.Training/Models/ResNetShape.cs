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

    /// <summary>Every convolution for images of a size: channels in and out, kernel, and the height and width of what comes out.</summary>
    public IEnumerable<(int From, int To, int Kernel, int Size)> Convolutions(int imageSize)
    {
        var size = Halved(imageSize, StemStride);
        yield return (Channels, EmbeddingSize, StemKernel, size);
        size = Halved(size, StemPools ? 2 : 1);
        var channels = EmbeddingSize;
        for (var stage = 0; stage < HiddenSizes.Count; stage++)
        {
            var (width, narrow) = (HiddenSizes[stage], HiddenSizes[stage] / (IsBottleneck ? 4 : 1));
            for (var block = 0; block < Depths[stage]; block++)
            {
                var before = size;
                size = Halved(size, block == 0 && (stage > 0 || DownsamplesFirstStage) ? 2 : 1);
                if (channels != width || size != before)
                {
                    yield return (channels, width, 1, size);
                }

                if (IsBottleneck)
                {
                    yield return (channels, narrow, 1, DownsamplesInBottleneck ? size : before);
                    yield return (narrow, narrow, 3, size);
                    yield return (narrow, width, 1, size);
                }
                else
                {
                    yield return (channels, width, 3, size);
                    yield return (width, width, 3, size);
                }

                channels = width;
            }
        }
    }

    private static int Halved(int size, int stride) => (size + stride - 1) / stride;

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
