using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Convolution, batch norm and, except at the end of a block, the activation.</summary>
internal sealed class ResNetConvolution
{
    private readonly Convolution _convolution;
    private readonly BatchNorm _norm;
    private readonly string? _activation;

    /// <summary>Takes the weights under a name; no activation where <paramref name="activation"/> is null.</summary>
    public ResNetConvolution(WeightBuilder weights, string name, int inputs, int outputs, int kernel, int stride, string? activation)
    {
        _convolution = Convolution.From(weights, name + ".convolution", inputs, outputs, kernel, stride);
        _norm = BatchNorm.From(weights, name + ".normalization", outputs);
        _activation = activation;
    }

    /// <summary>[B, in, H, W] to [B, out, H/stride, W/stride].</summary>
    public Tensor Forward(Tensor input, ForwardPass pass)
    {
        var normed = _norm.Forward(_convolution.Forward(input), pass);
        return _activation is null ? normed : Activation.Apply(_activation, normed);
    }
}
