using FineTune.Search.Spaces;

namespace FineTune.Functions.Api;

/// <summary>One trial's score on the validation split.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Objective">The best value of the objective.</param>
/// <param name="Epoch">The epoch that reached it.</param>
/// <param name="Parameters">The trial's hyperparameters.</param>
public sealed record ScoreView(int Trial, double? Objective, double? Epoch, ParameterSet Parameters);
