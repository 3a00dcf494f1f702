namespace FineTune.Training.Models;

/// <summary>How a model file and its configuration fit together, by tensor names in ordinal order.</summary>
/// <param name="Missing">Tensors of the pretrained part that the file lacks.</param>
/// <param name="New">Tensors of the head that the file lacks and that were initialised.</param>
/// <param name="Unexpected">Tensors of the file that the model does not have.</param>
/// <param name="Mismatched">Tensors of another shape than the configuration asks for.</param>
public sealed record LoadReport(
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> New,
    IReadOnlyList<string> Unexpected,
    IReadOnlyList<ShapeMismatch> Mismatched)
{
    /// <summary>Whether the file can be trained from: nothing is missing or mismatched.</summary>
    public bool IsUsable => Missing.Count == 0 && Mismatched.Count == 0;
}
