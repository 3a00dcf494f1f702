namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>Why a blob was given up.</summary>
internal sealed record PoisonBlob(
    string Type,
    string FunctionId,
    string BlobType,
    string ContainerName,
    string BlobName,
    string ETag,
    int Attempts,
    string Reason,
    DateTimeOffset FailedAt);
