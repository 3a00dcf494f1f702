using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Storage;

/// <summary>Storage clients by the name of the setting with their connection.</summary>
internal sealed class StorageConnections(IConfiguration configuration)
{
    public const string DefaultName = "AzureWebJobsStorage";

    private readonly ConcurrentDictionary<string, BlobServiceClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the setting is there at all.</summary>
    public bool Has(string? name) => Find(name ?? DefaultName) is not null;

    /// <summary>The client for a connection; the app's own storage where none is named.</summary>
    /// <exception cref="HostConfigurationException">The setting is missing or no connection string.</exception>
    public BlobServiceClient Service(string? name) => _clients.GetOrAdd(name ?? DefaultName, Create);

    private string? Find(string name) =>
        configuration[name] ?? configuration.GetConnectionString(name) ?? configuration["AzureWebJobs" + name];

    private BlobServiceClient Create(string name)
    {
        var connection = Find(name) ?? throw new HostConfigurationException(
            $"The setting \"{name}\" with the storage connection string is missing (environment or {LocalSettings.FileName}).");
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 2;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        try
        {
            return new BlobServiceClient(connection, options);
        }
        catch (FormatException exception)
        {
            throw new HostConfigurationException($"The setting \"{name}\" is not a storage connection string: {exception.Message}");
        }
    }
}
