namespace FineTune.Functions.Activities;

/// <summary>One segment of a finalist's training with a seed of its own.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Seed">The number of the seed, from 0.</param>
/// <param name="Rung">The rung that it is trained to.</param>
public sealed record FinalistSegment(string Study, int Trial, int Seed, int Rung);
