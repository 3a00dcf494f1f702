namespace FineTune.Training.Datasets;

/// <summary>One row of a data file.</summary>
/// <param name="Number">1-based place among the rows; a header does not count.</param>
/// <param name="Line">1-based line of the file on which it begins.</param>
/// <param name="Text">The text; null where the field is missing.</param>
/// <param name="Label">The label; null where the field is missing.</param>
internal readonly record struct DataRow(int Number, long Line, string? Text, string? Label);
