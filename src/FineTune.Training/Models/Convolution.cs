using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Slides a square kernel over images: [B, in, H, W] to [B, out, H', W'], W [out, in, k, k].</summary>
internal sealed class Convolution(Parameter weight, Parameter? bias, int stride, int padding)
{
    private readonly long[] _stride = [stride, stride];
    private readonly long[] _padding = [padding, padding];

    /// <summary>The convolution of that name, padded by half of its kernel.</summary>
    public static Convolution From(WeightBuilder weights, string name, int inputs, int outputs, int kernel, int stride = 1) =>
        new(weights.Add(name + ".weight", InitialWeight.FanOut, outputs, inputs, kernel, kernel), null, stride, kernel / 2);

    /// <summary>The projection of patches that do not overlap.</summary>
    public static Convolution Patches(WeightBuilder weights, string name, int inputs, int outputs, int size) => new(
        weights.Add(name + ".weight", InitialWeight.Normal, outputs, inputs, size, size),
        weights.Add(name + ".bias", InitialWeight.Zeros, outputs),
        size,
        padding: 0);

    /// <summary>The convolution applied to a batch of images.</summary>
    public Tensor Forward(Tensor input) => nn.functional.conv2d(input, weight, bias, _stride, _padding);
}
