namespace FineTune.Functions.Api;

/// <summary>A dataset's or a model's files.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Files">Its files by name.</param>
public sealed record FolderView(string Name, IReadOnlyList<FileView> Files);
