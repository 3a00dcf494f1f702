using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>One blob-triggered function and the container it watches.</summary>
internal sealed class BlobTrigger(FunctionDescriptor function, StorageConnections connections, IConfiguration configuration)
{
    private readonly BlobTriggerAttribute _attribute = (BlobTriggerAttribute)function.Trigger;

    public FunctionDescriptor Function => function;

    public BlobPathPattern Pattern { get; } = BlobPathPattern.Parse(
        SettingNames.Expand(((BlobTriggerAttribute)function.Trigger).BlobPath, configuration, function.Name), function.Name);

    /// <summary>Whether the host looks for blobs itself; nobody sends it Event Grid's events here.</summary>
    public bool IsPolled => _attribute.Source == BlobTriggerSource.LogsAndContainerScan;

    public string? Connection => _attribute.Connection;

    public BlobContainerClient Container => connections.Service(_attribute.Connection).GetBlobContainerClient(Pattern.Container);
}
