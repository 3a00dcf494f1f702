using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for each new or changed blob.</summary>
/// <param name="blobPath">Container and blob pattern, such as <c>datasets/{name}/{file}</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BlobTriggerAttribute(string blobPath) : TriggerBindingAttribute
{
    /// <summary>Container and blob pattern.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting with the storage connection; <c>AzureWebJobsStorage</c> where none is named.</summary>
    public string? Connection { get; set; }

    /// <summary>How blobs are found.</summary>
    public BlobTriggerSource Source { get; set; } = BlobTriggerSource.LogsAndContainerScan;
}
