using Azure;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>A blob as a scan saw it.</summary>
internal sealed record FoundBlob(string Name, ETag ETag, IReadOnlyDictionary<string, object?> Tokens);
