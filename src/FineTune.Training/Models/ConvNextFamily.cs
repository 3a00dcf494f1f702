namespace FineTune.Training.Models;

/// <summary>
/// ConvNeXt (Liu et al. 2022): a convolutional network with the manners of a transformer. Patches, then stages of depthwise 7×7
/// convolutions and inverted bottlenecks, each beginning with half of the image. A layer, where layers are frozen or counted, is a stage.
/// </summary>
internal sealed class ConvNextFamily : ImageFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["convnext"];

    /// <inheritdoc/>
    public override string BasePrefix => "convnext.";

    /// <inheritdoc/>
    public override string ClassifierName => "classifier";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "ConvNext";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var (sizes, depths) = (reader.Integers("hidden_sizes", [96, 192, 384, 768]), reader.Integers("depths", [3, 3, 9, 3]));
        if (sizes.Count != depths.Count)
        {
            reader.Problem("depths", $"There are {depths.Count} 'depths' and {sizes.Count} 'hidden_sizes'; every stage needs one of each.");
        }

        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = 0,
            HiddenSize = sizes[^1],
            EmbeddingSize = sizes[0],
            Layers = depths.Count,
            Heads = 1,
            IntermediateSize = 4 * sizes[^1],
            Activation = reader.Text("hidden_act", "gelu"),
            HiddenDropout = 0,
            AttentionDropout = 0,
            HeadDropout = 0,
            Positions = 0,
            MaxLength = 0,
            ImageSize = reader.Integer("image_size", 224),
            NormEpsilon = reader.Number("layer_norm_eps", 1e-12),
            InitializerRange = reader.Number("initializer_range", 0.02),
            ConvNext = new ConvNextShape(
                reader.Integer("num_channels", 3),
                reader.Integer("patch_size", 4),
                sizes,
                depths,
                reader.Number("layer_scale_init_value", 1e-6, 0, 1),
                reader.Number("drop_path_rate", 0, 0, 0.999)),
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }

    /// <inheritdoc/>
    public override ImageBackbone CreateImageBackbone(WeightBuilder weights, ModelConfig config) => new ConvNextBackbone(weights, config, config.ConvNext!);
}
