using FineTune.Training.Archives;

namespace FineTune.Training.Datasets;

/// <summary>Where the images of a dataset lie: a zip file or a folder. Names are relative, with slashes; nothing is unpacked to disk.</summary>
internal abstract class ImageArchive : IDisposable
{
    /// <summary>The most files of a folder.</summary>
    public const int MostFiles = 2_000_000;

    private static readonly string[] Passed = ["__MACOSX", "Thumbs.db", "desktop.ini"];

    /// <summary>The zip file or the folder.</summary>
    public abstract string Path { get; }

    /// <summary>All files in ordinal order of their names.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>All folders that are there, also those without a file.</summary>
    public abstract IReadOnlyList<string> Folders { get; }

    /// <summary>Opens a zip file or a folder.</summary>
    /// <exception cref="InvalidInputException">It is damaged, encrypted, too large, or names files outside of itself.</exception>
    public static ImageArchive Open(string path, ArchiveLimits limits) => Directory.Exists(path) ? new FolderImages(path) : new ZipImages(path, limits);

    /// <summary>Reads a file.</summary>
    /// <exception cref="Images.ImageDecodingException">It cannot be read as a whole.</exception>
    public abstract byte[] Read(string name);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Whether a file is one of those that systems leave behind in archives.</summary>
    protected static bool IsPassedOver(string name) =>
        name.Split('/').Any(part => part.StartsWith('.') || Passed.Contains(part, StringComparer.OrdinalIgnoreCase));
}
