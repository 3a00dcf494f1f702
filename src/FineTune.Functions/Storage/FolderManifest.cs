using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace FineTune.Functions.Storage;

/// <summary>What a committed folder holds.</summary>
/// <param name="Hash">The hash of the whole content: of the files' names and hashes, in order. Equal folders have equal hashes.</param>
/// <param name="Files">The files, in the order of their names.</param>
public sealed record FolderManifest(string Hash, IReadOnlyList<ManifestFile> Files)
{
    /// <summary>True when the content is known by its hash only: it was deleted as of no more use.</summary>
    [JsonIgnore]
    public bool IsHollow => Files.Count == 0;

    /// <summary>The manifest of some files.</summary>
    public static FolderManifest Of(IReadOnlyList<ManifestFile> files)
    {
        var lines = files.Select(file => $"{file.Name}\t{file.Sha256}\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
        return new FolderManifest(hash, files);
    }
}
