using FineTune.Training.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Slides a square kernel over images: [B, in, H, W] to [B, out, H', W'], W [out, in, k, k]; and the update of an adapter where there is one.</summary>
internal sealed class Convolution : IAdaptable
{
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly long _groups;
    private LoraAdapter? _adapter;

    private Convolution(WeightBuilder weights, string name, long[] shape, InitialWeight initial, bool bias, int stride, int padding, long groups = 1)
    {
        Weight = weights.Add(name + ".weight", initial, shape);
        Bias = bias ? weights.Add(name + ".bias", InitialWeight.Zeros, shape[0]) : null;
        Modules = [(name, 0, shape[0])];
        Kernel = shape[2..];
        (_stride, _padding, _groups) = ([stride, stride], [padding, padding], groups);
        if (groups == 1)
        {
            weights.Register(this);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, long First, long Count)> Modules { get; }

    /// <inheritdoc/>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public bool IsTransposed => false;

    /// <inheritdoc/>
    public IReadOnlyList<long> Kernel { get; }

    /// <summary>The convolution of that name, padded by half of its kernel.</summary>
    public static Convolution From(WeightBuilder weights, string name, int inputs, int outputs, int kernel, int stride = 1) =>
        new(weights, name, [outputs, inputs, kernel, kernel], InitialWeight.FanOut, bias: false, stride, kernel / 2);

    /// <summary>The projection of patches that do not overlap.</summary>
    public static Convolution Patches(WeightBuilder weights, string name, int inputs, int outputs, int size) =>
        new(weights, name, [outputs, inputs, size, size], InitialWeight.Normal, bias: true, size, padding: 0);

    /// <summary>A kernel for each channel, padded by half of it; too small a thing for adapters.</summary>
    public static Convolution Depthwise(WeightBuilder weights, string name, int channels, int kernel) =>
        new(weights, name, [channels, 1, kernel, kernel], InitialWeight.Normal, bias: true, 1, kernel / 2, channels);

    /// <inheritdoc/>
    public void Attach(LoraAdapter adapter) => _adapter = adapter;

    /// <inheritdoc/>
    public void Detach() => _adapter = null;

    /// <inheritdoc/>
    public Tensor Down(Tensor input, Tensor factor) => nn.functional.conv2d(input, factor, null, _stride, _padding);

    /// <inheritdoc/>
    public Tensor Up(Tensor hidden, Tensor factor) => nn.functional.conv2d(hidden, factor);

    /// <summary>The convolution applied to a batch of images.</summary>
    public Tensor Forward(Tensor input)
    {
        var output = nn.functional.conv2d(input, Weight, Bias, _stride, _padding, groups: _groups);
        return _adapter is null ? output : _adapter.Apply(input, output);
    }
}
