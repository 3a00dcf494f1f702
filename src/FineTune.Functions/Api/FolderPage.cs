namespace FineTune.Functions.Api;

/// <summary>The names of all datasets or all models.</summary>
/// <param name="Names">The names in order.</param>
public sealed record FolderPage(IReadOnlyList<string> Names);
