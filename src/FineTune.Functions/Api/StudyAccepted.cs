namespace FineTune.Functions.Api;

/// <summary>The answer to a request that starts or steers a study.</summary>
/// <param name="Id">The study's id.</param>
/// <param name="Status">Its status.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record StudyAccepted(string Id, string Status, LinksView Links);
