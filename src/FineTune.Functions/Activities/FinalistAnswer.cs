namespace FineTune.Functions.Activities;

/// <summary>Which finalists to train with which seed.</summary>
/// <param name="Trials">The trials; empty when the race is over, or there is none.</param>
/// <param name="Seed">The number of the seed.</param>
public sealed record FinalistAnswer(IReadOnlyList<int> Trials, int Seed);
