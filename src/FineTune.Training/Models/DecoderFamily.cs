using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>What the decoder families share: configuration fields, the classifier over the last token, the language-modelling head.</summary>
internal abstract class DecoderFamily : ModelFamily
{
    /// <inheritdoc/>
    public override string BasePrefix => "model.";

    /// <inheritdoc/>
    public override bool IsCausal => true;

    /// <summary>The last token of each row whose id is not the padding token's.</summary>
    public override Tensor Pool(Backbone backbone, TokenBatch batch, ForwardPass pass, ModelConfig config) => backbone.EncodeLast(batch, pass);

    /// <summary>A matrix without bias.</summary>
    public override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        weights.IgnoreFile = newHead;
        weights.Alias("lm_head.weight");
        var score = Linear.From(weights, "score", config.HiddenSize, labels, bias: false);
        return (last, _) => score.Forward(last);
    }

    /// <inheritdoc/>
    public override Func<Tensor, ForwardPass, Tensor> CreateTokenHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        weights.IgnoreFile = newHead;
        var score = Linear.From(weights, "score", config.HiddenSize, labels);
        return (hidden, pass) => score.Forward(pass.Head(hidden));
    }

    /// <summary>Logits of the next token: the word table, or a matrix of their own where the two are not tied.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        if (weights.IsTied(ConfigValue.Flag(config, "tie_word_embeddings", TiesByDefault), "model.embed_tokens.weight", "lm_head.weight"))
        {
            return hidden => nn.functional.linear(hidden, words);
        }

        weights.MayBeNew = false;
        var head = Linear.From(weights, "lm_head", config.HiddenSize, config.VocabularySize, bias: false);
        return head.Forward;
    }

    /// <summary>Whether words and output are tied where the file does not say.</summary>
    protected virtual bool TiesByDefault => false;

    /// <summary>The fields that the Llama kind shares.</summary>
    protected static ModelConfig ReadCommon(ConfigReader reader, string modelType)
    {
        var size = reader.Integer("hidden_size", 4096);
        var positions = reader.Integer("max_position_embeddings", 2048);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = reader.Integer("vocab_size", 32000),
            HiddenSize = size,
            EmbeddingSize = size,
            Layers = reader.Integer("num_hidden_layers", 32),
            Heads = reader.Integer("num_attention_heads", 32),
            IntermediateSize = reader.Integer("intermediate_size", 11008),
            Activation = reader.Text("hidden_act", reader.Text("hidden_activation", "silu")),
            HiddenDropout = 0,
            AttentionDropout = reader.Number("attention_dropout", 0, 0, 1),
            HeadDropout = reader.Number("classifier_dropout", 0, 0, 1),
            Positions = positions,
            MaxLength = positions,
            NormEpsilon = reader.Number("rms_norm_eps", 1e-6),
            InitializerRange = reader.Number("initializer_range", 0.02),
            PadTokenId = reader.Has("pad_token_id") ? reader.Integer("pad_token_id", 0, least: 0) : null,
            HeadsDivideSize = false,
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }
}
