using FineTune.Search.Spaces;

namespace FineTune.Search.Ledger;

/// <summary>A stretch of the training that led to a checkpoint.</summary>
/// <param name="Trial">The trial that was trained.</param>
/// <param name="FromEpoch">Cumulative epochs at its beginning.</param>
/// <param name="ToEpoch">Cumulative epochs at its end.</param>
/// <param name="Parameters">The hyperparameters in force.</param>
public sealed record LineageStep(int Trial, double FromEpoch, double ToEpoch, ParameterSet Parameters);
