using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// A pre-norm layer: h += drop(W·attend(LN h)); (a, g) = Wᵢ·LN h; h += Wₒ·drop(gelu(a)·g). The first layer has no attention norm.
/// </summary>
internal sealed class ModernBertLayer
{
    private readonly LayerNorm? _attentionNorm;
    private readonly SelfAttention _attention;
    private readonly Linear _attentionOutput;
    private readonly LayerNorm _gateNorm;
    private readonly Linear _gate;
    private readonly Linear _output;
    private readonly int _width;
    private readonly string _activation;

    public ModernBertLayer(WeightBuilder weights, ModelConfig config, int index, RotaryEmbedding rotary, int? reach)
    {
        var (name, size) = ($"model.layers.{index}", config.HiddenSize);
        var normBias = ConfigValue.Flag(config, "norm_bias", false);
        var attentionBias = ConfigValue.Flag(config, "attention_bias", false);
        var gateBias = ConfigValue.Flag(config, "mlp_bias", false);
        _width = config.IntermediateSize;
        _activation = config.Activation;
        _attentionNorm = index == 0 ? null : LayerNorm.From(weights, name + ".attn_norm", size, config.NormEpsilon, normBias);
        _attention = new SelfAttention(Linear.From(weights, name + ".attn.Wqkv", size, 3 * size, attentionBias), config.Heads, size, rotary, reach);
        _attentionOutput = Linear.From(weights, name + ".attn.Wo", size, size, attentionBias);
        _gateNorm = LayerNorm.From(weights, name + ".mlp_norm", size, config.NormEpsilon, normBias);
        _gate = Linear.From(weights, name + ".mlp.Wi", size, 2 * _width, gateBias);
        _output = Linear.From(weights, name + ".mlp.Wo", _width, size, gateBias);
    }

    /// <summary>[T, D] to [T, D].</summary>
    public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass)
    {
        var normed = _attentionNorm is null ? hidden : _attentionNorm.Forward(hidden);
        hidden += pass.Attended(_attentionOutput.Forward(_attention.Forward(normed, batch, pass)));
        var gated = _gate.Forward(_gateNorm.Forward(hidden));
        var opened = Activation.Apply(_activation, gated.narrow(-1, 0, _width)) * gated.narrow(-1, _width, _width);
        return hidden + _output.Forward(pass.Hidden(opened));
    }
}
