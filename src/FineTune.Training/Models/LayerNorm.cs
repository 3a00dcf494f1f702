using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Normalises the last dimension to mean 0 and variance 1, then scales and shifts (Ba, Kiros and Hinton 2016).</summary>
internal sealed class LayerNorm(Parameter weight, Parameter? bias, long size, double epsilon)
{
    private readonly long[] _shape = [size];

    /// <summary>The norm of that name.</summary>
    public static LayerNorm From(WeightBuilder weights, string name, int size, double epsilon, bool bias = true) => new(
        weights.Add(name + ".weight", InitialWeight.Ones, size),
        bias ? weights.Add(name + ".bias", InitialWeight.Zeros, size) : null,
        size,
        epsilon);

    /// <summary>The norm applied to the last dimension.</summary>
    public Tensor Forward(Tensor input) => nn.functional.layer_norm(input, _shape, weight, bias, epsilon);
}
