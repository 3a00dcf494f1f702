using TorchSharp.Modules;
using static TorchSharp.torch;

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

    /// <summary>The share in a tensor that other models read too; null where the values are this model's own.</summary>
    internal SharedTensor? Shared { get; set; }

    /// <summary>The name of the first part, which identifies the parameter.</summary>
    public string Name => Parts[0].Name;

    /// <summary>Gives the parameter values of its own, equal to those that it shared: what has to come before the first change.</summary>
    internal void Own()
    {
        if (Shared is not null)
        {
            using var quiet = no_grad();
            using var own = Value.detach().clone();
            Value.set_(own);
            Shared.Dispose();
            Shared = null;
        }
    }

    /// <summary>Frees the parameter, its gradient and its share.</summary>
    internal void Release()
    {
        Value.grad?.Dispose();
        Value.Dispose();
        Shared?.Dispose();
    }
}
