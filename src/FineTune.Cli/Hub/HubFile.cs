namespace FineTune.Cli.Hub;

/// <summary>A file of a model on the hub.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">SHA-256 of a large file, or git's SHA-1 of a small one, in hexadecimal.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record HubFile(string Name, string Hash, long Size);
