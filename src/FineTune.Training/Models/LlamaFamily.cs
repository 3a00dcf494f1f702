namespace FineTune.Training.Models;

/// <summary>
/// Llama (Touvron et al. 2023) and its kin: SmolLM2 and TinyLlama as they are, Mistral with a window, Qwen2 with biases on query,
/// key and value, Qwen3 with norms on queries and keys instead.
/// </summary>
internal sealed class LlamaFamily : DecoderFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["llama", "mistral", "qwen2", "qwen3"];

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => config.ModelType switch
    {
        "mistral" => "Mistral",
        "qwen2" => "Qwen2",
        "qwen3" => "Qwen3",
        _ => "Llama",
    };

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType) => ReadCommon(reader, modelType);

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config)
    {
        var width = ConfigValue.Integer(config, "head_dim", config.ModelType == "qwen3" ? 128 : config.HiddenSize / config.Heads);
        var frequencies = RotaryFrequencies.Of(config, width, null, 10_000);
        var rotary = new RotaryEmbedding(frequencies.Values, frequencies.Factor, weights.Layout);
        var attentionBias = ConfigValue.Flag(config, "attention_bias", false);
        return new DecoderBackbone(weights, config, new DecoderShape
        {
            KeyHeads = ConfigValue.Integer(config, "num_key_value_heads", config.Heads),
            HeadWidth = width,
            QueryBias = config.ModelType == "qwen2" || attentionBias,
            OutputBias = attentionBias && config.ModelType != "qwen2",
            GateBias = ConfigValue.Flag(config, "mlp_bias", false),
            HeadNorms = config.ModelType == "qwen3",
            TiesWords = ConfigValue.Flag(config, "tie_word_embeddings", TiesByDefault),
            Scale = 1 / Math.Sqrt(width),
            Windows = [.. Enumerable.Range(0, config.Layers).Select(i => Window(config, i))],
            Rotaries = [.. Enumerable.Repeat(rotary, config.Layers)],
        });
    }

    private static int? Window(ModelConfig config, int layer)
    {
        var window = ConfigValue.Integer(config, "sliding_window", 0, least: 0, most: int.MaxValue);
        var isQwen = config.ModelType is "qwen2" or "qwen3";
        if (window <= 0 || (config.ModelType == "llama") || (isQwen && !ConfigValue.Flag(config, "use_sliding_window", false)))
        {
            return null;
        }

        return !isQwen || layer >= ConfigValue.Number(config, "max_window_layers", 28) ? window : null;
    }
}
