using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>DeBERTa v2's convolution over the embeddings, added to the first layer's output: LN(layer + act(drop(conv(e)))).</summary>
internal sealed class DebertaConvolution
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly LayerNorm _norm;
    private readonly string _activation;
    private readonly int _kernel;
    private readonly int _groups;

    /// <summary>Takes the weights.</summary>
    public DebertaConvolution(WeightBuilder weights, ModelConfig config)
    {
        _kernel = ConfigValue.Integer(config, "conv_kernel_size", 3);
        _groups = ConfigValue.Integer(config, "conv_groups", 1);
        _activation = ConfigValue.Text(config, "conv_act") ?? "tanh";
        var size = config.HiddenSize;
        _weight = weights.Add("deberta.encoder.conv.conv.weight", InitialWeight.Normal, size, size / _groups, _kernel);
        _bias = weights.Add("deberta.encoder.conv.conv.bias", InitialWeight.Zeros, size);
        _norm = LayerNorm.From(weights, "deberta.encoder.conv.LayerNorm", size, config.NormEpsilon);
    }

    /// <summary>[T, D] embeddings and [T, D] output of the first layer to [T, D].</summary>
    public Tensor Forward(Tensor embedded, Tensor output, TokenBatch batch, ForwardPass pass)
    {
        var slots = batch.Slots is null ? embedded : embedded.index_select(0, batch.Slots) * batch.RealSlots!;
        var channels = slots.view(batch.Rows, batch.Length, -1).transpose(1, 2);
        var mixed = nn.functional.conv1d(channels, _weight, _bias, padding: (_kernel - 1) / 2, groups: _groups)
            .transpose(1, 2).reshape(batch.Rows * batch.Length, -1);
        var tokens = batch.Back is null ? mixed : mixed.index_select(0, batch.Back);
        return _norm.Forward(output + Activation.Apply(_activation, pass.Hidden(tokens)));
    }
}
