namespace FineTune.Functions.Api;

/// <summary>The limits of a search; what is absent is not limited.</summary>
/// <param name="Trials">How many trials.</param>
/// <param name="Epochs">How many epochs over all trials.</param>
/// <param name="Minutes">How many minutes of training over all trials.</param>
public sealed record BudgetView(int Trials, double? Epochs, double? Minutes);
