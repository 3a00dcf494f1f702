using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>GPT-2 (Radford et al. 2019): pre-norm layers with learned positions; its files hold matrices as [in, out].</summary>
internal sealed class Gpt2Family : DecoderFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["gpt2"];

    /// <inheritdoc/>
    public override string BasePrefix => "transformer.";

    /// <inheritdoc/>
    public override bool PaddingIsUntrained => false;

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "GPT2";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var size = reader.Integer("n_embd", 768);
        var positions = reader.Integer("n_positions", 1024);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = reader.Integer("vocab_size", 50257),
            HiddenSize = size,
            EmbeddingSize = size,
            Layers = reader.Integer("n_layer", 12),
            Heads = reader.Integer("n_head", 12),
            IntermediateSize = reader.Integer("n_inner", 4 * size),
            Activation = reader.Text("activation_function", "gelu_new"),
            HiddenDropout = reader.Number("resid_pdrop", 0.1, 0, 1),
            AttentionDropout = reader.Number("attn_pdrop", 0.1, 0, 1),
            HeadDropout = reader.Number("classifier_dropout", 0.1, 0, 1),
            Positions = positions,
            MaxLength = positions,
            NormEpsilon = reader.Number("layer_norm_epsilon", 1e-5),
            InitializerRange = reader.Number("initializer_range", 0.02),
            PadTokenId = reader.Has("pad_token_id") ? reader.Integer("pad_token_id", 0, least: 0) : null,
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) => new Gpt2Backbone(weights, config);

    /// <summary>The word table as the matrix.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        weights.Alias("lm_head.weight");
        return hidden => nn.functional.linear(hidden, words);
    }
}
