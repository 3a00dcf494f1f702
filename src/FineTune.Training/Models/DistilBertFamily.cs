using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>DistilBERT (Sanh, Debut, Chaumond and Wolf 2019): BERT without token types and pooler, half as deep, with names of its own.</summary>
internal sealed class DistilBertFamily : ModelFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["distilbert"];

    /// <inheritdoc/>
    public override string BasePrefix => "distilbert.";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "DistilBert";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var size = reader.Integer("dim", 768);
        var positions = reader.Integer("max_position_embeddings", 512);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = reader.Integer("vocab_size", 30522),
            HiddenSize = size,
            EmbeddingSize = size,
            Layers = reader.Integer("n_layers", 6),
            Heads = reader.Integer("n_heads", 12),
            IntermediateSize = reader.Integer("hidden_dim", 3072),
            Activation = reader.Text("activation", "gelu"),
            HiddenDropout = reader.Number("dropout", 0.1, 0, 1),
            AttentionDropout = reader.Number("attention_dropout", 0.1, 0, 1),
            HeadDropout = reader.Number("seq_classif_dropout", 0.2, 0, 1),
            Positions = positions,
            MaxLength = positions,
            NormEpsilon = 1e-12,
            InitializerRange = reader.Number("initializer_range", 0.02),
            PadTokenId = reader.Integer("pad_token_id", 0, least: 0),
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) =>
        new BertEncoder(weights, config, BasePrefix, i => Names($"distilbert.transformer.layer.{i}"), dropsAttentionOutput: false);

    /// <summary>ReLU(W·h[CLS]), dropout, classifier.</summary>
    public override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        var dense = Linear.From(weights, "pre_classifier", config.HiddenSize, config.HiddenSize);
        weights.IgnoreFile = newHead;
        var classifier = Linear.From(weights, "classifier", config.HiddenSize, labels);
        return (first, pass) => classifier.Forward(pass.Head(dense.Forward(first).relu()));
    }

    /// <summary>Dense, activation, norm, then the word table as the matrix, with a bias of its own.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        var dense = Linear.From(weights, "vocab_transform", config.HiddenSize, config.HiddenSize);
        var norm = LayerNorm.From(weights, "vocab_layer_norm", config.HiddenSize, config.NormEpsilon);
        weights.Alias("vocab_projector.weight");
        var bias = weights.Add("vocab_projector.bias", InitialWeight.Zeros, config.VocabularySize);
        return hidden => nn.functional.linear(norm.Forward(Activation.Apply(config.Activation, dense.Forward(hidden))), words, bias);
    }

    private static PostNormNames Names(string layer) => new(
        layer + ".attention.q_lin",
        layer + ".attention.k_lin",
        layer + ".attention.v_lin",
        layer + ".attention.out_lin",
        layer + ".sa_layer_norm",
        layer + ".ffn.lin1",
        layer + ".ffn.lin2",
        layer + ".output_layer_norm");
}
