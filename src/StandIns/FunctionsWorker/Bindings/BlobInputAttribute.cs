using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to a blob, or to a client for it.</summary>
/// <param name="blobPath">Container and blob, with tokens such as <c>{name}</c> from the trigger.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BlobInputAttribute(string blobPath) : InputBindingAttribute
{
    /// <summary>Container and blob.</summary>
    public string BlobPath { get; } = blobPath;

    /// <summary>The setting with the storage connection; <c>AzureWebJobsStorage</c> where none is named.</summary>
    public string? Connection { get; set; }
}
