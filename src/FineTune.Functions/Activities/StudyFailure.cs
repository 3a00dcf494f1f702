namespace FineTune.Functions.Activities;

/// <summary>Says that something failed for good, after its retries.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Segment">The segment that failed; null when the study as a whole did.</param>
/// <param name="Finalist">The finalist whose training failed; null when none did.</param>
public sealed record StudyFailure(string Study, string Reason, TrialSegment? Segment = null, FinalistSegment? Finalist = null);
