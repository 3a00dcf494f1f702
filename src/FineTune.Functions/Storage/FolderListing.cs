using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace FineTune.Functions.Storage;

/// <summary>Lists the files of a folder of blobs with their ETags, in the order of their names.</summary>
public static class FolderListing
{
    /// <summary>The files directly in a folder.</summary>
    /// <param name="container">The container.</param>
    /// <param name="prefix">The folder, with a slash behind.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public static async Task<IReadOnlyList<PinnedFile>> ListFolderAsync(
        this BlobContainerClient container, string prefix, CancellationToken cancellation)
    {
        var files = new List<PinnedFile>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(delimiter: "/", prefix: prefix, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (item.IsBlob)
            {
                files.Add(Pin(item.Blob, prefix));
            }
        }

        files.Sort((a, b) => string.CompareOrdinal(a.File, b.File));
        return files;
    }

    /// <summary>The names of the folders at the top of a container, in order.</summary>
    public static async Task<IReadOnlyList<string>> ListFoldersAsync(this BlobContainerClient container, CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var item in container.GetBlobsByHierarchyAsync(delimiter: "/", cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (item.IsPrefix)
            {
                names.Add(item.Prefix.TrimEnd('/'));
            }
        }

        names.Sort(string.CompareOrdinal);
        return names;
    }

    /// <summary>Deletes every blob whose name begins with a prefix.</summary>
    public static async Task DeleteFolderAsync(this BlobContainerClient container, string prefix, CancellationToken cancellation)
    {
        await foreach (var item in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellation).ConfigureAwait(false))
        {
            await container.DeleteBlobIfExistsAsync(item.Name, cancellationToken: cancellation).ConfigureAwait(false);
        }
    }

    private static PinnedFile Pin(BlobItem blob, string prefix) =>
        new(blob.Name, blob.Name[prefix.Length..], blob.Properties.ETag?.ToString("H") ?? "", blob.Properties.ContentLength ?? 0);
}
