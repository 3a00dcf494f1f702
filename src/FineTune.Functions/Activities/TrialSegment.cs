namespace FineTune.Functions.Activities;

/// <summary>One segment to train: a trial from where it stands to its next rung.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The rung to reach.</param>
/// <param name="ToEpoch">Cumulative epochs at that rung.</param>
public sealed record TrialSegment(string Study, int Trial, int Rung, double ToEpoch);
