using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>A tensor that belongs to a model and is not learned by gradients: running statistics and their counters.</summary>
/// <param name="Value">The tensor; whole numbers are counters.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its shape in the file; empty for a counter.</param>
internal sealed record ModelBuffer(Tensor Value, string Name, IReadOnlyList<long> Shape);
