using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// act(F(x) + shortcut(x)): F is two 3×3 convolutions, or 1×1, 3×3 and 1×1 with a quarter of the channels between them. The
/// shortcut is x itself where the shape stays, a 1×1 convolution where it changes.
/// </summary>
internal sealed class ResNetBlock
{
    private const int Reduction = 4;

    private readonly ResNetConvolution[] _convolutions;
    private readonly ResNetConvolution? _shortcut;
    private readonly string _activation;

    /// <summary>Takes the block's weights.</summary>
    public ResNetBlock(WeightBuilder weights, string name, int inputs, int outputs, int stride, ResNetShape shape, string activation)
    {
        _activation = activation;
        _shortcut = inputs != outputs || stride != 1
            ? new ResNetConvolution(weights, name + ".shortcut", inputs, outputs, 1, stride, null)
            : null;
        var narrow = outputs / Reduction;
        var (first, middle) = shape.DownsamplesInBottleneck ? (stride, 1) : (1, stride);
        _convolutions = shape.IsBottleneck
            ?
            [
                new ResNetConvolution(weights, name + ".layer.0", inputs, narrow, 1, first, activation),
                new ResNetConvolution(weights, name + ".layer.1", narrow, narrow, 3, middle, activation),
                new ResNetConvolution(weights, name + ".layer.2", narrow, outputs, 1, 1, null),
            ]
            :
            [
                new ResNetConvolution(weights, name + ".layer.0", inputs, outputs, 3, stride, activation),
                new ResNetConvolution(weights, name + ".layer.1", outputs, outputs, 3, 1, null),
            ];
    }

    /// <summary>[B, in, H, W] to [B, out, H/stride, W/stride].</summary>
    public Tensor Forward(Tensor input, ForwardPass pass)
    {
        var output = _convolutions.Aggregate(input, (hidden, convolution) => convolution.Forward(hidden, pass));
        return Activation.Apply(_activation, output + (_shortcut is null ? input : _shortcut.Forward(input, pass)));
    }
}
