using FineTune.Search.Spaces;

namespace FineTune.Search.Ledger;

/// <summary>What a member of a population takes over: another one's checkpoint, and hyperparameters from there on.</summary>
/// <param name="Trial">Whose checkpoint.</param>
/// <param name="Rung">The rung whose segment wrote it.</param>
/// <param name="Epoch">Cumulative epochs in it.</param>
/// <param name="Step">Cumulative optimizer steps in it; 0 where the ledger does not say.</param>
/// <param name="Parameters">The hyperparameters in force from there on.</param>
public sealed record Adoption(int Trial, int Rung, double Epoch, long Step, ParameterSet Parameters);
