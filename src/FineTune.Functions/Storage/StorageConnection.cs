using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace FineTune.Functions.Storage;

/// <summary>Opens the storage account that the host itself uses: by connection string, or by identity without any key.</summary>
/// <remarks>The settings are the Functions host's own: <c>AzureWebJobsStorage</c>, or <c>AzureWebJobsStorage__accountName</c> (or <c>__blobServiceUri</c>)
/// with <c>__clientId</c> for a user-assigned identity.</remarks>
internal static class StorageConnection
{
    private const string Setting = "AzureWebJobsStorage";

    /// <exception cref="InvalidOperationException">No setting says where storage is.</exception>
    public static BlobServiceClient Open(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } connection)
        {
            return new BlobServiceClient(connection);
        }

        var section = configuration.GetSection(Setting);
        var address = section["blobServiceUri"] is { Length: > 0 } named ? named
            : section["accountName"] is { Length: > 0 } account ? $"https://{account}.blob.core.windows.net"
            : throw new InvalidOperationException(
                $"The setting {Setting} is missing. Set it to a storage connection string (with Azurite: UseDevelopmentStorage=true), or {Setting}__accountName for access by identity.");
        return new BlobServiceClient(new Uri(address), Credential(section));
    }

    private static TokenCredential Credential(IConfigurationSection section)
    {
        var client = section["clientId"];
        return string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(string.IsNullOrEmpty(client) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential();
    }
}
