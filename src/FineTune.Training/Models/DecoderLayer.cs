using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// A pre-norm layer of the Llama kind: h += attend(norm h); h += down(act(gate(norm h)) · up(norm h)). Gemma normalises what is
/// added, too.
/// </summary>
internal sealed class DecoderLayer
{
    private readonly RootNorm _attentionNorm;
    private readonly CausalAttention _attention;
    private readonly RootNorm? _afterAttention;
    private readonly RootNorm _gateNorm;
    private readonly Linear _gateUp;
    private readonly Linear _down;
    private readonly RootNorm? _afterGate;
    private readonly string _activation;
    private readonly int _width;

    /// <summary>Takes the weights of a layer.</summary>
    public DecoderLayer(WeightBuilder weights, ModelConfig config, DecoderShape shape, int index)
    {
        var (name, size) = ($"model.layers.{index}", config.HiddenSize);
        RootNorm Norm(string part) => RootNorm.From(weights, $"{name}.{part}", size, config.NormEpsilon, shape.IsGemma);
        (_activation, _width) = (config.Activation, config.IntermediateSize);
        _attentionNorm = Norm("input_layernorm");
        _attention = new CausalAttention(weights, name + ".self_attn", config, shape, index);
        _afterAttention = shape.IsGemma ? Norm("post_attention_layernorm") : null;
        _gateNorm = Norm(shape.IsGemma ? "pre_feedforward_layernorm" : "post_attention_layernorm");
        _gateUp = Linear.From(weights, [name + ".mlp.gate_proj", name + ".mlp.up_proj"], size, _width, shape.GateBias);
        _down = Linear.From(weights, name + ".mlp.down_proj", _width, size, shape.GateBias);
        _afterGate = shape.IsGemma ? Norm("post_feedforward_layernorm") : null;
    }

    /// <summary>[T, D] to [T, D].</summary>
    public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass)
    {
        var attended = pass.Hidden(_attention.Forward(_attentionNorm.Forward(hidden), batch, pass));
        hidden += _afterAttention is null ? attended : _afterAttention.Forward(attended);
        var both = _gateUp.Forward(_gateNorm.Forward(hidden));
        var opened = Activation.Apply(_activation, both.narrow(-1, 0, _width)) * both.narrow(-1, _width, _width);
        var fed = pass.Hidden(_down.Forward(opened));
        return hidden + (_afterGate is null ? fed : _afterGate.Forward(fed));
    }
}
