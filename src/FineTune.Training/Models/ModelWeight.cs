using TorchSharp.Modules;

namespace FineTune.Training.Models;

/// <summary>A parameter of a model: one tensor of the file, or several that are stored one above the other.</summary>
/// <param name="Value">The parameter.</param>
/// <param name="Parts">The file's tensors that it holds, top rows first.</param>
/// <param name="Depth">0 for embeddings, i + 1 for layer i, layers + 1 for the head.</param>
/// <param name="Decays">Whether weight decay applies: not for biases and norms.</param>
public sealed record ModelWeight(Parameter Value, IReadOnlyList<WeightPart> Parts, int Depth, bool Decays)
{
    /// <summary>Rows that are not trained although the parameter is: parts of a bias whose modules have no adapter.</summary>
    public IReadOnlyList<(long First, long Count)> FrozenRows { get; set; } = [];

    /// <summary>The name of the first part, which identifies the parameter.</summary>
    public string Name => Parts[0].Name;
}
