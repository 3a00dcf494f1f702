namespace FineTune.Cli.Hub;

/// <summary>
/// A model in the cache that Hugging Face's tools share: <c>blobs/{hash}</c> holds contents, <c>snapshots/{commit}</c>
/// has a link for each file, <c>refs/{revision}</c> names the commit.
/// </summary>
internal sealed class HubCache(string cacheFolder, HubModelName model)
{
    private readonly string _folder = Path.Combine(cacheFolder, "models--" + model.Repository.Replace("/", "--", StringComparison.Ordinal));

    /// <summary>The folder of a commit.</summary>
    public string SnapshotOf(string commit) => Path.Combine(_folder, "snapshots", commit);

    /// <summary>Where a content is, once it is complete.</summary>
    public string BlobOf(HubFile file) => Path.Combine(_folder, "blobs", file.Hash);

    /// <summary>Where a content is while it is not complete.</summary>
    public string PartOf(HubFile file) => BlobOf(file) + ".incomplete";

    /// <summary>The commit that a revision stood for when it was last pulled; a commit stands for itself; null where it never was.</summary>
    public string? CommitOf(string revision)
    {
        var reference = Path.Combine(_folder, "refs", revision);
        return File.Exists(reference) ? File.ReadAllText(reference).Trim() : Directory.Exists(SnapshotOf(revision)) ? revision : null;
    }

    /// <summary>Whether a file of a commit is there.</summary>
    public bool Has(string commit, string name) => File.Exists(Path.Combine(SnapshotOf(commit), name));

    /// <summary>Makes a file of a commit from its complete content.</summary>
    public void Link(string commit, HubFile file)
    {
        var path = Path.Combine(SnapshotOf(commit), file.Name);
        Directory.CreateDirectory(SnapshotOf(commit));
        File.Delete(path);
        try
        {
            File.CreateSymbolicLink(path, Path.Combine("..", "..", "blobs", file.Hash));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows without the right to make links: a copy serves as well.
            File.Copy(BlobOf(file), path);
        }
    }

    /// <summary>Writes down what a revision stands for.</summary>
    public void Refer(string revision, string commit)
    {
        var reference = Path.Combine(_folder, "refs", revision);
        Directory.CreateDirectory(Path.GetDirectoryName(reference)!);
        File.WriteAllText(reference, commit);
    }
}
