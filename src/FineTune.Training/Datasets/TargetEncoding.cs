namespace FineTune.Training.Datasets;

/// <summary>How what a file says of its rows becomes what a model learns; each null where the task has nothing of the kind.</summary>
/// <param name="ClassOf">A row's label to its id.</param>
/// <param name="NumbersOf">A row's label to the numbers to learn.</param>
/// <param name="TagOf">A token's label, numbered as it was met, to its id.</param>
internal sealed record TargetEncoding(Func<string, int>? ClassOf = null, Func<string, float[]>? NumbersOf = null, Func<int, int>? TagOf = null);
