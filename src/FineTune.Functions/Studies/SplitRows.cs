namespace FineTune.Functions.Studies;

/// <summary>How many rows each split has.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Validation">Rows that decide between epochs and trials.</param>
/// <param name="Test">Rows that nothing looks at before the end.</param>
public sealed record SplitRows(int Train, int Validation, int Test);
