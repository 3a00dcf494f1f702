namespace FineTune.Functions.Activities;

/// <summary>One decision of the planner, as small as the orchestrator needs it.</summary>
/// <param name="Segment">The segment to train; null when there is none to start now.</param>
/// <param name="IsFinish">True when nothing more is to be started in this study.</param>
public sealed record PlanAnswer(TrialSegment? Segment, bool IsFinish);
