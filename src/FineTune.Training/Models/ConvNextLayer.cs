using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>x + drop(γ · W₂ act(W₁ LN(depthwise 7×7 of x))), the matrices over the channels of each place; what is dropped is the whole branch of an image.</summary>
internal sealed class ConvNextLayer
{
    private const int Kernel = 7;
    private const double Epsilon = 1e-6;

    private readonly Convolution _depthwise;
    private readonly LayerNorm _norm;
    private readonly Linear _widen;
    private readonly Linear _narrow;
    private readonly Parameter? _scale;
    private readonly string _activation;
    private readonly double _dropPath;

    /// <summary>Takes the layer's weights.</summary>
    public ConvNextLayer(WeightBuilder weights, ModelConfig config, string name, int size, bool hasScale, double dropPath)
    {
        (_activation, _dropPath) = (config.Activation, dropPath);
        _scale = hasScale ? weights.Add(name + ".layer_scale_parameter", InitialWeight.LayerScale, size) : null;
        _depthwise = Convolution.Depthwise(weights, name + ".dwconv", size, Kernel);
        _norm = LayerNorm.From(weights, name + ".layernorm", size, Epsilon);
        _widen = Linear.From(weights, name + ".pwconv1", size, 4 * size);
        _narrow = Linear.From(weights, name + ".pwconv2", 4 * size, size);
    }

    /// <summary>[B, C, H, W] to [B, C, H, W].</summary>
    public Tensor Forward(Tensor input, ForwardPass pass)
    {
        var places = _norm.Forward(_depthwise.Forward(input).permute(0, 2, 3, 1));
        var branch = _narrow.Forward(Activation.Apply(_activation, _widen.Forward(places)));
        branch = (_scale is null ? branch : branch * _scale).permute(0, 3, 1, 2);
        return input + pass.Path(branch, _dropPath);
    }
}
