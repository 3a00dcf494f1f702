namespace FineTune.Functions.Api;

/// <summary>A page of trials.</summary>
/// <param name="Trials">The trials by number.</param>
/// <param name="ContinuationToken">Where the next page begins; absent on the last page.</param>
public sealed record TrialPage(IReadOnlyList<TrialView> Trials, string? ContinuationToken);
