namespace FineTune.Training.Models;

/// <summary>
/// ResNet (He, Zhang, Ren and Sun 2016): stages of convolutions whose input is added to their output, each stage with half of
/// the image and more channels. A layer, where layers are frozen or counted, is a stage.
/// </summary>
internal sealed class ResNetFamily : ImageFamily
{
    /// <summary>What the published networks were trained on; their configuration does not say it.</summary>
    private const int PretrainingSize = 224;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["resnet"];

    /// <inheritdoc/>
    public override string BasePrefix => "resnet.";

    /// <summary>In the library the classifier is the second part of a sequence: the first one flattens.</summary>
    public override string ClassifierName => "classifier.1";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "ResNet";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var shape = ResNetShape.From(reader);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = 0,
            HiddenSize = shape.HiddenSizes[^1],
            EmbeddingSize = shape.EmbeddingSize,
            Layers = shape.Depths.Count,
            Heads = 1,
            IntermediateSize = shape.HiddenSizes[^1],
            Activation = reader.Text("hidden_act", "relu"),
            HiddenDropout = 0,
            AttentionDropout = 0,
            HeadDropout = 0,
            Positions = 0,
            MaxLength = 0,
            ImageSize = reader.Integer("image_size", PretrainingSize),
            ResNet = shape,
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }

    /// <inheritdoc/>
    public override ImageBackbone CreateImageBackbone(WeightBuilder weights, ModelConfig config) => new ResNetBackbone(weights, config, config.ResNet!);
}
