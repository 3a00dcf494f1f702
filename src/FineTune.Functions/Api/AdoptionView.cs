using FineTune.Search.Spaces;

namespace FineTune.Functions.Api;

/// <summary>What a trial took over from another one of its population, as the API shows it.</summary>
/// <param name="Rung">The rung that it was trained to first after that.</param>
/// <param name="FromTrial">Whose checkpoint.</param>
/// <param name="FromEpoch">Cumulative epochs in the checkpoint.</param>
/// <param name="FromStep">Cumulative optimizer steps in the checkpoint; 0 where the ledger does not say.</param>
/// <param name="Parameters">The hyperparameters in force from there on.</param>
public sealed record AdoptionView(int Rung, int FromTrial, double FromEpoch, long FromStep, ParameterSet Parameters);
