using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>How the parameters of a model are made.</summary>
/// <param name="Seed">Seed of the tensors that no file holds.</param>
/// <param name="Type">Element type of the computation.</param>
/// <param name="Device">Where the parameters live.</param>
internal sealed record WeightOptions(ulong Seed, ScalarType Type, Device Device)
{
    /// <summary>Single precision on the CPU.</summary>
    public static WeightOptions Cpu(ulong seed) => new(seed, ScalarType.Float32, torch.CPU);
}
