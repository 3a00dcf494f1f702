using static TorchSharp.torch;

namespace FineTune.Training.Optimization.Rules;

/// <summary>What an optimizer remembers of a parameter, as a checkpoint stores it.</summary>
/// <param name="Name">Stands before the names of the parameter's parts; the whole name where the tensor has a shape of its own.</param>
/// <param name="Value">The tensor.</param>
/// <param name="IsLikeWeight">Whether it has the parameter's shape.</param>
internal sealed record StateTensor(string Name, Tensor Value, bool IsLikeWeight = true);
