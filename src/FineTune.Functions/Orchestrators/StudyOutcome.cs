namespace FineTune.Functions.Orchestrators;

/// <summary>The orchestrator's output. The result itself is in storage.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Status"><c>completed</c>, <c>stopped</c> or <c>failed</c>.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record StudyOutcome(string Study, string Status, string Reason);
