using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FineTune.Functions.Studies;

namespace FineTune.Functions.Storage;

/// <summary>Downloads pinned files: each read insists on the ETag that the study was opened with.</summary>
public static class PinnedDownloads
{
    /// <summary>The identity of a set of pinned files: equal sets of names, ETags and sizes have equal identities.</summary>
    public static string IdentityOf(IEnumerable<PinnedFile> files)
    {
        var lines = files.OrderBy(file => file.Blob, StringComparer.Ordinal).Select(file => $"{file.Blob}\t{file.ETag}\t{file.Bytes}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))[..32];
    }

    /// <summary>Downloads files into a folder.</summary>
    /// <param name="container">The container.</param>
    /// <param name="files">The files.</param>
    /// <param name="folder">The folder on disk, which exists.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <exception cref="ProblemException">409: a blob is gone or was overwritten since it was pinned; every such blob is named.</exception>
    public static async Task DownloadPinnedAsync(
        this BlobContainerClient container, IReadOnlyList<PinnedFile> files, string folder, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        foreach (var file in files)
        {
            if (await TryDownloadAsync(container, file, Path.Combine(folder, file.File), cancellation).ConfigureAwait(false) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count > 0)
        {
            throw new ProblemException(409, "A file changed after the study was opened", problems);
        }
    }

    private static async Task<Problem?> TryDownloadAsync(
        BlobContainerClient container, PinnedFile file, string path, CancellationToken cancellation)
    {
        try
        {
            var options = new BlobDownloadToOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(file.ETag) } };
            using var response = await container.GetBlobClient(file.Blob).DownloadToAsync(path, options, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // A condition on a blob that is gone fails with either status, so ask what is the case.
            var exists = await container.GetBlobClient(file.Blob).ExistsAsync(cancellation).ConfigureAwait(false);
            return !exists.Value ? Problem.In(
                $"{container.Name}/{file.Blob}", "The blob was deleted after the study was opened.", "Upload it again: that opens a new study.") : Problem.In(
                $"{container.Name}/{file.Blob}",
                "The blob was overwritten after the study was opened; the study trains only on the version it was opened with.",
                "Use the study that the newer upload opened, or start a new one.");
        }
    }
}
