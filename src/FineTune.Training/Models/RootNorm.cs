using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Divides by the root of the mean square, then scales (Zhang and Sennrich 2019); Gemma scales by 1 + w.</summary>
internal sealed class RootNorm(Parameter weight, double epsilon, bool isOffset)
{
    /// <summary>The norm of that name.</summary>
    public static RootNorm From(WeightBuilder weights, string name, int size, double epsilon, bool isOffset = false) =>
        new(weights.Add(name + ".weight", isOffset ? InitialWeight.Zeros : InitialWeight.Ones, size), epsilon, isOffset);

    /// <summary>The norm applied to the last dimension.</summary>
    public Tensor Forward(Tensor input)
    {
        // Half precision has too few digits for squares: they are taken in single precision, as the transformers library does.
        var wide = input.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? input.to_type(ScalarType.Float32) : input;
        var normed = (wide * (wide.pow(2).mean([-1], keepdim: true) + epsilon).rsqrt()).to_type(input.dtype);
        return normed * (isOffset ? weight + 1 : weight);
    }
}
