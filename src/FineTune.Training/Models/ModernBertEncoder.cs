using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>The encoder of ModernBERT: embeddings and norm, pre-norm layers, a final norm.</summary>
internal sealed class ModernBertEncoder : Backbone
{
    private readonly LayerNorm _embeddingNorm;
    private readonly LayerNorm _finalNorm;
    private readonly ModernBertLayer[] _layers;

    public ModernBertEncoder(WeightBuilder weights, ModelConfig config)
    {
        var bias = ConfigValue.Flag(config, "norm_bias", false);
        weights.Depth = 0;
        Words = weights.Add("model.embeddings.tok_embeddings.weight", InitialWeight.Normal, config.VocabularySize, config.HiddenSize);
        _embeddingNorm = LayerNorm.From(weights, "model.embeddings.norm", config.HiddenSize, config.NormEpsilon, bias);
        var full = new RotaryEmbedding(config.HiddenSize / config.Heads, Theta(config, "full_attention", "global_rope_theta", 160_000), weights.Layout);
        var local = new RotaryEmbedding(config.HiddenSize / config.Heads, Theta(config, "sliding_attention", "local_rope_theta", 10_000), weights.Layout);
        var reach = ConfigValue.Integer(config, "local_attention", 128, most: int.MaxValue) / 2;
        _layers = new ModernBertLayer[config.Layers];
        for (var i = 0; i < config.Layers; i++)
        {
            weights.Depth = i + 1;
            var isFull = IsFull(config, i);
            _layers[i] = new ModernBertLayer(weights, config, i, isFull ? full : local, isFull ? null : reach);
        }

        _finalNorm = LayerNorm.From(weights, "model.final_norm", config.HiddenSize, config.NormEpsilon, bias);
    }

    /// <inheritdoc/>
    public override int Layers => _layers.Length;

    /// <inheritdoc/>
    public override Parameter Words { get; }

    /// <inheritdoc/>
    protected override Tensor Embed(TokenBatch batch, ForwardPass pass) =>
        pass.Hidden(_embeddingNorm.Forward(TokenEmbeddings.LookUp(Words, batch)));

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, TokenBatch batch, ForwardPass pass, bool firstOnly)
    {
        var output = _layers[index].Forward(hidden, batch, pass);
        output = index == Layers - 1 ? _finalNorm.Forward(output) : output;
        return firstOnly ? output.index_select(0, batch.First) : output;
    }

    private static bool IsFull(ModelConfig config, int layer) =>
        ConfigValue.TextAt(config, "layer_types", layer) is { } type
            ? type == "full_attention"
            : layer % ConfigValue.Integer(config, "global_attn_every_n_layers", 3) == 0;

    private static double Theta(ModelConfig config, string layerType, string oldName, double fallback) =>
        config.Json.TryGetProperty("rope_parameters", out var all) && all.ValueKind == JsonValueKind.Object
        && all.TryGetProperty(layerType, out var one) && one.ValueKind == JsonValueKind.Object
        && one.TryGetProperty("rope_theta", out var theta) && theta.ValueKind == JsonValueKind.Number
            ? theta.GetDouble()
            : ConfigValue.Number(config, oldName, fallback);
}
