using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Gemma 3, the text part (Gemma Team 2025): four norms a layer, norms on queries and keys, most layers local with rotary bases of their own.</summary>
internal sealed class Gemma3Family : DecoderFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["gemma3_text"];

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "Gemma3Text";

    /// <inheritdoc/>
    protected override bool TiesByDefault => true;

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType) => ReadCommon(reader, modelType) with
    {
        Activation = reader.Text("hidden_activation", "gelu_pytorch_tanh"),
        PadTokenId = reader.Integer("pad_token_id", 0, least: 0),
    };

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config)
    {
        var width = ConfigValue.Integer(config, "head_dim", 256);
        RotaryEmbedding Rotary(string type, double fallback)
        {
            var frequencies = RotaryFrequencies.Of(config, width, type, fallback);
            return new RotaryEmbedding(frequencies.Values, frequencies.Factor, weights.Layout);
        }

        var full = Rotary("full_attention", ConfigValue.Number(config, "rope_theta", 1e6));
        var local = Rotary("sliding_attention", ConfigValue.Number(config, "rope_local_base_freq", 1e4));
        var window = ConfigValue.Integer(config, "sliding_window", 4096, most: int.MaxValue);
        bool[] isFull = [.. Enumerable.Range(0, config.Layers).Select(i => IsFull(config, i))];
        return new DecoderBackbone(weights, config, new DecoderShape
        {
            KeyHeads = ConfigValue.Integer(config, "num_key_value_heads", 4),
            HeadWidth = width,
            QueryBias = ConfigValue.Flag(config, "attention_bias", false),
            OutputBias = ConfigValue.Flag(config, "attention_bias", false),
            HeadNorms = true,
            IsGemma = true,
            TiesWords = ConfigValue.Flag(config, "tie_word_embeddings", TiesByDefault),
            Scale = 1 / Math.Sqrt(ConfigValue.Number(config, "query_pre_attn_scalar", 256)),
            Windows = [.. isFull.Select(f => f ? (int?)null : window)],
            Rotaries = [.. isFull.Select(f => f ? full : local)],
            EmbeddingScale = Math.Sqrt(config.HiddenSize),
        });
    }

    /// <summary>The shared head, with the cap that some files put on logits.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        var head = base.CreateMaskedLanguageHead(weights, config, words);
        var cap = ConfigValue.Number(config, "final_logit_softcapping", 0);
        return cap > 0 ? hidden => (head(hidden) / cap).tanh() * cap : head;
    }

    private static bool IsFull(ModelConfig config, int layer) =>
        ConfigValue.TextAt(config, "layer_types", layer) is { } type
            ? type == "full_attention"
            : (layer + 1) % ConfigValue.Integer(config, "sliding_window_pattern", 6) == 0;
}
