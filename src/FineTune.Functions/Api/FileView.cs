namespace FineTune.Functions.Api;

/// <summary>A stored file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ETag">Its ETag.</param>
/// <param name="Study">The study that its upload opens, when it opens one.</param>
public sealed record FileView(string Name, long Size, string? ETag = null, string? Study = null);
