using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>DeBERTa v2 and v3 (He, Liu, Gao and Chen 2021; He, Gao and Chen 2023): attention by content and by distance, apart.</summary>
internal sealed class DebertaFamily : ModelFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["deberta-v2"];

    /// <inheritdoc/>
    public override string BasePrefix => "deberta.";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "DebertaV2";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var size = reader.Integer("hidden_size", 1536);
        var hiddenDropout = reader.Number("hidden_dropout_prob", 0.1, 0, 1);
        var positions = reader.Integer("max_position_embeddings", 512);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = reader.Integer("vocab_size", 128100),
            HiddenSize = size,
            EmbeddingSize = reader.Integer("embedding_size", size),
            Layers = reader.Integer("num_hidden_layers", 24),
            Heads = reader.Integer("num_attention_heads", 24),
            IntermediateSize = reader.Integer("intermediate_size", 6144),
            Activation = reader.Text("hidden_act", "gelu"),
            HiddenDropout = hiddenDropout,
            AttentionDropout = reader.Number("attention_probs_dropout_prob", 0.1, 0, 1),
            HeadDropout = reader.Number("cls_dropout", hiddenDropout, 0, 1),
            Positions = positions,
            MaxLength = positions,
            TokenTypes = reader.Integer("type_vocab_size", 0, least: 0),
            NormEpsilon = reader.Number("layer_norm_eps", 1e-7),
            InitializerRange = reader.Number("initializer_range", 0.02),
            PadTokenId = reader.Integer("pad_token_id", 0, least: 0),
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) => new DebertaEncoder(weights, config);

    /// <summary>gelu(W·h[CLS]), dropout, classifier.</summary>
    public override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        var pooler = Linear.From(weights, "pooler.dense", config.HiddenSize, config.HiddenSize);
        var activation = ConfigValue.Text(config, "pooler_hidden_act") ?? "gelu";
        weights.IgnoreFile = newHead;
        var classifier = Linear.From(weights, "classifier", config.HiddenSize, labels);
        return (first, pass) => classifier.Forward(pass.Head(Activation.Apply(activation, pooler.Forward(first))));
    }

    /// <summary>Dense, activation, norm, then the word table as the matrix, with a bias of its own.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        var dense = Linear.From(weights, "cls.predictions.transform.dense", config.HiddenSize, config.EmbeddingSize);
        var norm = LayerNorm.From(weights, "cls.predictions.transform.LayerNorm", config.EmbeddingSize, config.NormEpsilon);
        weights.Alias("cls.predictions.decoder.weight", "cls.predictions.decoder.bias");
        var bias = weights.Add("cls.predictions.bias", InitialWeight.Zeros, config.VocabularySize);
        return hidden => nn.functional.linear(norm.Forward(Activation.Apply(config.Activation, dense.Forward(hidden))), words, bias);
    }
}
