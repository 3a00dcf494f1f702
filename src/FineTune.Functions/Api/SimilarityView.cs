namespace FineTune.Functions.Api;

/// <summary>How near a study's task is to what its model knows.</summary>
/// <param name="Closeness"><c>close</c>, <c>medium</c> or <c>different</c>.</param>
/// <param name="Reasons">What was measured and what follows, a sentence each.</param>
public sealed record SimilarityView(string Closeness, IReadOnlyList<string> Reasons);
