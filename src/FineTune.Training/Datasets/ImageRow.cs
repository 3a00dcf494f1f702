namespace FineTune.Training.Datasets;

/// <summary>An image of an archive.</summary>
/// <param name="Name">Its name within the archive.</param>
/// <param name="Split">0 training, 1 validation, 2 test.</param>
/// <param name="Label">Its class.</param>
internal readonly record struct ImageRow(string Name, int Split, string Label);
