using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>A pre-norm layer: h += drop(W·attend(LN h)); h += drop(W₂·act(W₁·LN h)).</summary>
internal sealed class ViTLayer
{
    private readonly LayerNorm _normBefore;
    private readonly SelfAttention _attention;
    private readonly Linear _attentionOutput;
    private readonly LayerNorm _normAfter;
    private readonly Linear _intermediate;
    private readonly Linear _output;
    private readonly string _activation;

    /// <summary>Takes the weights of layer <paramref name="index"/>, by the files' names or by those of transformers 5 in memory.</summary>
    public ViTLayer(WeightBuilder weights, ModelConfig config, int index)
    {
        var (name, size) = ($"vit.encoder.layer.{index}", config.HiddenSize);
        ReadAlso(weights, name, $"vit.layers.{index}");
        _activation = config.Activation;
        _normBefore = LayerNorm.From(weights, name + ".layernorm_before", size, config.NormEpsilon);
        var attention = name + ".attention.attention.";
        _attention = new SelfAttention(
            Linear.From(weights, [attention + "query", attention + "key", attention + "value"], size, size, ConfigValue.Flag(config, "qkv_bias", true)),
            config.Heads,
            size);
        _attentionOutput = Linear.From(weights, name + ".attention.output.dense", size, size);
        _normAfter = LayerNorm.From(weights, name + ".layernorm_after", size, config.NormEpsilon);
        _intermediate = Linear.From(weights, name + ".intermediate.dense", size, config.IntermediateSize);
        _output = Linear.From(weights, name + ".output.dense", config.IntermediateSize, size);
    }

    /// <summary>[B·S, D] to [B·S, D].</summary>
    public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass) =>
        Finish(hidden, _attention.Forward(_normBefore.Forward(hidden), batch, pass), pass);

    /// <summary>[B·S, D] to [B, D], the class token of each image.</summary>
    public Tensor ForwardFirst(Tensor hidden, TokenBatch batch, ForwardPass pass)
    {
        var normed = _normBefore.Forward(hidden);
        return Finish(hidden.index_select(0, batch.First), _attention.ForwardFirst(normed, normed.index_select(0, batch.First), batch, pass), pass);
    }

    private Tensor Finish(Tensor hidden, Tensor context, ForwardPass pass)
    {
        hidden += pass.Hidden(_attentionOutput.Forward(context));
        var widened = Activation.Apply(_activation, _intermediate.Forward(_normAfter.Forward(hidden)));
        return hidden + pass.Hidden(_output.Forward(widened));
    }

    private static void ReadAlso(WeightBuilder weights, string name, string memory)
    {
        (string File, string Memory)[] parts =
        [
            ("attention.attention.query", "attention.q_proj"),
            ("attention.attention.key", "attention.k_proj"),
            ("attention.attention.value", "attention.v_proj"),
            ("attention.output.dense", "attention.o_proj"),
            ("intermediate.dense", "mlp.fc1"),
            ("output.dense", "mlp.fc2"),
            ("layernorm_before", "layernorm_before"),
            ("layernorm_after", "layernorm_after"),
        ];
        foreach (var (file, inMemory) in parts)
        {
            weights.ReadAlso($"{name}.{file}.weight", $"{memory}.{inMemory}.weight");
            weights.ReadAlso($"{name}.{file}.bias", $"{memory}.{inMemory}.bias");
        }
    }
}
