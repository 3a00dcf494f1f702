namespace Microsoft.Azure.Functions.Worker;

/// <summary>How a blob trigger learns of blobs.</summary>
public enum BlobTriggerSource
{
    /// <summary>By looking through the container.</summary>
    LogsAndContainerScan = 0,

    /// <summary>By Event Grid; the local host looks through the container instead.</summary>
    EventGrid = 1,
}
