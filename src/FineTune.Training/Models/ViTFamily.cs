namespace FineTune.Training.Models;

/// <summary>
/// ViT (Dosovitskiy et al. 2021): an image is cut into patches, each patch is a token; a class token goes before them and a
/// plain pre-norm transformer reads them all.
/// </summary>
internal sealed class ViTFamily : ImageFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["vit"];

    /// <inheritdoc/>
    public override string BasePrefix => "vit.";

    /// <inheritdoc/>
    public override string ClassifierName => "classifier";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "ViT";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var size = reader.Integer("hidden_size", 768);
        var imageSize = reader.Integer("image_size", 224);
        var patchSize = reader.Integer("patch_size", 16);
        if (patchSize > imageSize)
        {
            reader.Problem("patch_size", $"A patch of {patchSize} does not fit into an image of {imageSize}.");
        }

        var patches = imageSize / patchSize * (imageSize / patchSize);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = 0,
            HiddenSize = size,
            EmbeddingSize = size,
            Layers = reader.Integer("num_hidden_layers", 12),
            Heads = reader.Integer("num_attention_heads", 12),
            IntermediateSize = reader.Integer("intermediate_size", 3072),
            Activation = reader.Text("hidden_act", "gelu"),
            HiddenDropout = reader.Number("hidden_dropout_prob", 0, 0, 1),
            AttentionDropout = reader.Number("attention_probs_dropout_prob", 0, 0, 1),
            HeadDropout = 0,
            Positions = patches + 1,
            MaxLength = 0,
            ImageSize = imageSize,
            NormEpsilon = reader.Number("layer_norm_eps", 1e-12),
            InitializerRange = reader.Number("initializer_range", 0.02),
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }

    /// <inheritdoc/>
    public override ImageBackbone CreateImageBackbone(WeightBuilder weights, ModelConfig config) => new ViTBackbone(weights, config);
}
