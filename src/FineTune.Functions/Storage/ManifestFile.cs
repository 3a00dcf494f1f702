namespace FineTune.Functions.Storage;

/// <summary>One file of a committed folder.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record ManifestFile(string Name, long Bytes, string Sha256);
