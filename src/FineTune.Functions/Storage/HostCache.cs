namespace FineTune.Functions.Storage;

/// <summary>Folders on the host's disk by the hash of their content. A missing one is only slower.</summary>
/// <remarks>
/// A folder is filled under a temporary name and renamed when whole, so a reader never sees half of one, also when the host died
/// while filling it or two trials ask for the same folder at once.
/// </remarks>
public sealed class HostCache(FineTuneOptions options)
{
    private readonly KeyedLocks _locks = new();

    /// <summary>The root of the cache.</summary>
    public string Root { get; } = Path.GetFullPath(options.CachePath);

    /// <summary>The folder of one piece of content, filled if it is absent.</summary>
    /// <param name="kind">What it is: <c>datasets</c>, <c>models</c>, <c>prepared</c>, <c>checkpoints</c>.</param>
    /// <param name="hash">The hash of the content: the folder's name.</param>
    /// <param name="fill">Writes the content into the folder it is given.</param>
    /// <param name="cancellation">Ends the wait and the filling.</param>
    public async Task<string> GetOrAddAsync(
        string kind, string hash, Func<string, CancellationToken, Task> fill, CancellationToken cancellation)
    {
        var final = Path.Combine(Root, kind, hash);
        using var held = await _locks.AcquireAsync(final, cancellation).ConfigureAwait(false);
        if (Directory.Exists(final))
        {
            return final;
        }

        var draft = NewWorkFolder();
        try
        {
            await fill(draft, cancellation).ConfigureAwait(false);
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            MoveInto(draft, final);
        }
        finally
        {
            Remove(draft);
        }

        return final;
    }

    /// <summary>A new empty folder for work in progress; the caller removes it with <see cref="Remove"/>.</summary>
    public string NewWorkFolder()
    {
        var path = Path.Combine(Root, "work", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Drops one piece of content.</summary>
    public void Drop(string kind, string hash) => Remove(Path.Combine(Root, kind, hash));

    /// <summary>Removes a folder if it is there.</summary>
    public static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void MoveInto(string draft, string final)
    {
        try
        {
            Directory.Move(draft, final);
        }
        catch (IOException) when (Directory.Exists(final))
        {
            // Another process on this disk was quicker; its folder has the same content.
            Remove(draft);
        }
    }
}
