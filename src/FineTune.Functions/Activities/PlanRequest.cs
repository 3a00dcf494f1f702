namespace FineTune.Functions.Activities;

/// <summary>Asks for one decision of the planner.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Sequence">The decision's number; the same number always gets the same decision.</param>
public sealed record PlanRequest(string Study, int Sequence);
