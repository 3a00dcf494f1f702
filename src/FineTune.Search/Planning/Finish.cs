namespace FineTune.Search.Planning;

/// <summary>The search is over; no further trial is started or resumed.</summary>
/// <param name="Reason">Why, and what the best trial is.</param>
public sealed record Finish(string Reason) : PlanDecision(Reason);
