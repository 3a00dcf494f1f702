using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace FineTune.Functions.Storage;

/// <summary>Puts a folder of the host's disk into storage so that it is there either whole or not at all.</summary>
/// <remarks>The manifest, which lists every file with its size and SHA-256, is written last: a folder without one does not exist.</remarks>
public static class FolderUploads
{
    /// <summary>The manifest's file name.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>Uploads the files of a folder and commits them with the manifest.</summary>
    /// <param name="container">The container.</param>
    /// <param name="folder">The folder on disk.</param>
    /// <param name="prefix">Where it goes, with a slash behind.</param>
    /// <param name="mayCommit">Asked before and after the manifest is written; false takes everything back that was written.</param>
    /// <param name="cancellation">Ends the upload.</param>
    /// <returns>The manifest; null when <paramref name="mayCommit"/> said no.</returns>
    public static async Task<FolderManifest?> UploadFolderAsync(
        this BlobContainerClient container,
        string folder,
        string prefix,
        Func<CancellationToken, Task<bool>>? mayCommit,
        CancellationToken cancellation)
    {
        var files = new List<ManifestFile>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            files.Add(await UploadAsync(container, path, prefix, cancellation).ConfigureAwait(false));
        }

        var manifest = FolderManifest.Of(files);
        if (mayCommit is null || await mayCommit(cancellation).ConfigureAwait(false))
        {
            await container.WriteJsonAsync(prefix + ManifestName, manifest, StorageJson.Default.FolderManifest, cancellation).ConfigureAwait(false);

            // Asked again: a deletion of the study may have listed its blobs just before the manifest was written.
            if (mayCommit is null || await mayCommit(cancellation).ConfigureAwait(false))
            {
                return manifest;
            }
        }

        await container.DeleteFolderAsync(prefix, cancellation).ConfigureAwait(false);
        return null;
    }

    /// <summary>The manifest of a committed folder; null when there is none.</summary>
    public static async Task<FolderManifest?> ReadManifestAsync(this BlobContainerClient container, string prefix, CancellationToken cancellation) =>
        (await container.ReadJsonAsync(prefix + ManifestName, StorageJson.Default.FolderManifest, cancellation).ConfigureAwait(false)).Value;

    /// <summary>Downloads a committed folder and checks every file against the manifest.</summary>
    /// <exception cref="InvalidDataException">A file's content is not what the manifest says.</exception>
    public static async Task DownloadFolderAsync(
        this BlobContainerClient container, FolderManifest manifest, string prefix, string folder, CancellationToken cancellation)
    {
        foreach (var file in manifest.Files)
        {
            var path = Path.Combine(folder, file.Name);
            using (await container.GetBlobClient(prefix + file.Name).DownloadToAsync(path, cancellation).ConfigureAwait(false))
            {
            }

            if (await HashAsync(path, cancellation).ConfigureAwait(false) != file.Sha256)
            {
                throw new InvalidDataException($"{container.Name}/{prefix}{file.Name} is not the file that its manifest describes.");
            }
        }
    }

    private static async Task<ManifestFile> UploadAsync(BlobContainerClient container, string path, string prefix, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypes.Of(name) } };
        await container.GetBlobClient(prefix + name).UploadAsync(path, options, cancellation).ConfigureAwait(false);
        return new ManifestFile(name, new FileInfo(path).Length, await HashAsync(path, cancellation).ConfigureAwait(false));
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false));
        }
    }
}
