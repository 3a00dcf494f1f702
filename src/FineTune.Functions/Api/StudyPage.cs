namespace FineTune.Functions.Api;

/// <summary>A page of studies.</summary>
/// <param name="Studies">The studies in the order of their ids.</param>
/// <param name="ContinuationToken">Where the next page begins; absent on the last page.</param>
public sealed record StudyPage(IReadOnlyList<StudyView> Studies, string? ContinuationToken);
