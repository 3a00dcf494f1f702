namespace FineTune.Training.Datasets;

/// <summary>One row of a data file.</summary>
/// <param name="Number">1-based place among the rows; a header does not count.</param>
/// <param name="Line">1-based line of the file on which it begins.</param>
/// <param name="Fields">The wanted columns' values; null where one is missing.</param>
internal readonly record struct TableRow(int Number, long Line, string?[] Fields);
