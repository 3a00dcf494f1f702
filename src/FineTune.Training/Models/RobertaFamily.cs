using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// RoBERTa (Liu et al. 2019) and XLM-R (Conneau et al. 2020): BERT's encoder with positions that begin after the padding id
/// and a head of two layers over the first token.
/// </summary>
internal sealed class RobertaFamily : ModelFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["roberta", "xlm-roberta"];

    /// <inheritdoc/>
    public override string BasePrefix => "roberta.";

    /// <inheritdoc/>
    public override bool PositionsFollowPadding => true;

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => config.ModelType == "roberta" ? "Roberta" : "XLMRoberta";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType)
    {
        var config = BertConfig.Read(reader, modelType);
        var pad = reader.Integer("pad_token_id", 1, least: 0);
        return config with
        {
            PadTokenId = pad,
            MaxLength = config.Positions - pad - 1,
            TokenTypes = reader.Integer("type_vocab_size", modelType == "roberta" ? 1 : 2),
            NormEpsilon = reader.Number("layer_norm_eps", modelType == "roberta" ? 1e-5 : 1e-12),
        };
    }

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) => new BertEncoder(weights, config, BasePrefix);

    /// <summary>Dropout, dense, tanh, dropout, projection.</summary>
    public override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        var dense = Linear.From(weights, "classifier.dense", config.HiddenSize, config.HiddenSize);
        weights.IgnoreFile = newHead;
        var projection = Linear.From(weights, "classifier.out_proj", config.HiddenSize, labels);
        return (first, pass) => projection.Forward(pass.Head(dense.Forward(pass.Head(first)).tanh()));
    }

    /// <summary>Dense, GELU, norm, then the word table as the matrix, with a bias of its own.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        var dense = Linear.From(weights, "lm_head.dense", config.HiddenSize, config.HiddenSize);
        var norm = LayerNorm.From(weights, "lm_head.layer_norm", config.HiddenSize, config.NormEpsilon);
        weights.Alias("lm_head.decoder.weight", "lm_head.decoder.bias");
        var bias = weights.Add("lm_head.bias", InitialWeight.Zeros, config.VocabularySize);
        return hidden => nn.functional.linear(norm.Forward(dense.Forward(hidden).gelu()), words, bias);
    }
}
