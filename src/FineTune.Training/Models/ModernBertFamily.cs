using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// ModernBERT (Warner et al. 2024): pre-norm layers with rotary positions, a gated feed-forward, and attention that is local in
/// most layers. The head is pretrained with the language model; only the classifier is new.
/// </summary>
internal sealed class ModernBertFamily : ModelFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["modernbert"];

    /// <inheritdoc/>
    public override string BasePrefix => "model.";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "ModernBert";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var size = reader.Integer("hidden_size", 768);
        var positions = reader.Integer("max_position_embeddings", 8192);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = reader.Integer("vocab_size", 50368),
            HiddenSize = size,
            EmbeddingSize = size,
            Layers = reader.Integer("num_hidden_layers", 22),
            Heads = reader.Integer("num_attention_heads", 12),
            IntermediateSize = reader.Integer("intermediate_size", 1152),
            Activation = reader.Text("hidden_activation", "gelu"),
            HiddenDropout = reader.Number("mlp_dropout", 0, 0, 1),
            AttentionDropout = reader.Number("attention_dropout", 0, 0, 1),
            HeadDropout = reader.Number("classifier_dropout", 0, 0, 1),
            Positions = positions,
            MaxLength = positions,
            NormEpsilon = reader.Number("norm_eps", 1e-5),
            InitializerRange = reader.Number("initializer_range", 0.02),
            PadTokenId = reader.Integer("pad_token_id", 50283, least: 0),
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) => new ModernBertEncoder(weights, config);

    /// <summary>The first token, or the mean over a row's tokens where the file says classifier_pooling: mean.</summary>
    public override Tensor Pool(Backbone encoder, TokenBatch batch, ForwardPass pass, ModelConfig config) =>
        ConfigValue.Text(config, "classifier_pooling") == "mean" ? batch.MeanOfRows(encoder.Encode(batch, pass)) : encoder.EncodeFirst(batch, pass);

    /// <summary>norm(gelu(W·h)), dropout, classifier.</summary>
    public override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead) =>
        CreateTokenHead(weights, config, labels, newHead);

    /// <inheritdoc/>
    public override Func<Tensor, ForwardPass, Tensor> CreateTokenHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        var head = PredictionHead(weights, config);
        weights.IgnoreFile = newHead;
        var classifier = Linear.From(weights, "classifier", config.HiddenSize, labels);
        return (hidden, pass) => classifier.Forward(pass.Head(head(hidden)));
    }

    /// <summary>The prediction head, then the word table as the matrix.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        var head = PredictionHead(weights, config);
        weights.Alias("decoder.weight");
        var bias = ConfigValue.Flag(config, "decoder_bias", true) ? weights.Add("decoder.bias", InitialWeight.Zeros, config.VocabularySize) : null;
        return hidden => nn.functional.linear(head(hidden), words, bias);
    }

    private static Func<Tensor, Tensor> PredictionHead(WeightBuilder weights, ModelConfig config)
    {
        var dense = Linear.From(weights, "head.dense", config.HiddenSize, config.HiddenSize, ConfigValue.Flag(config, "classifier_bias", false));
        var norm = LayerNorm.From(weights, "head.norm", config.HiddenSize, config.NormEpsilon, ConfigValue.Flag(config, "norm_bias", false));
        return hidden => norm.Forward(Activation.Apply(ConfigValue.Text(config, "classifier_activation") ?? "gelu", dense.Forward(hidden)));
    }
}
