namespace FineTune.Functions.Storage;

/// <summary>One blob as it was when a study was opened.</summary>
/// <param name="Blob">The blob's name inside its container.</param>
/// <param name="File">The file's name inside its folder.</param>
/// <param name="ETag">The ETag that every later read insists on.</param>
/// <param name="Bytes">The size in bytes.</param>
public sealed record PinnedFile(string Blob, string File, string ETag, long Bytes);
