namespace FineTune.Training.Models;

/// <summary>The rows of a parameter that are one tensor of the model file.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="FirstRow">First row within the parameter.</param>
/// <param name="Shape">Shape in the file.</param>
public sealed record WeightPart(string Name, long FirstRow, IReadOnlyList<long> Shape);
