namespace FineTune.Training.Models;

/// <summary>A tensor whose shape is not what the configuration asks for.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="InFile">Shape in the file.</param>
/// <param name="Expected">Shape by the configuration.</param>
public sealed record ShapeMismatch(string Name, IReadOnlyList<long> InFile, IReadOnlyList<long> Expected);
