namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>How handling a blob ended.</summary>
internal enum BlobOutcome
{
    /// <summary>The function is done with this blob and ETag.</summary>
    Done,

    /// <summary>It failed and will be tried again.</summary>
    Failed,

    /// <summary>Another host works on it, or the blob changed: look again later.</summary>
    NotNow,
}
