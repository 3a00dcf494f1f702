namespace FineTune.Search.Planning;

/// <summary>Nothing can be started before a running segment ends.</summary>
/// <param name="Reason">What is waited for.</param>
public sealed record Wait(string Reason) : PlanDecision(Reason);
