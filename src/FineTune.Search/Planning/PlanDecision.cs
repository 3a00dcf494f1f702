using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FineTune.Search.Planning;

/// <summary>What the planner wants done next, with the reason in words and numbers.</summary>
/// <param name="Reason">Why.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StartTrial), "start")]
[JsonDerivedType(typeof(ResumeTrial), "resume")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(Finish), "finish")]
public abstract record PlanDecision(string Reason)
{
    /// <summary>What this decision says about other trials: which ones pause, which ones can no longer go on, and why.</summary>
    public ImmutableArray<TrialVerdict> Verdicts { get; init; } = [];
}
