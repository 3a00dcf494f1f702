using System.IO.Compression;
using FineTune.Training.Archives;
using FineTune.Training.Images;

namespace FineTune.Training.Datasets;

/// <summary>The images of a zip file.</summary>
internal sealed class ZipImages : ImageArchive
{
    private readonly ZipContents _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;

    /// <summary>Reads and checks the directory of a zip file.</summary>
    public ZipImages(string path, ArchiveLimits limits)
    {
        Path = path;
        _zip = ZipContents.Open(path, limits);
        _entries = _zip.Files.Where(entry => !IsPassedOver(entry.FullName)).ToDictionary(entry => entry.FullName, StringComparer.Ordinal);
        Files = [.. _entries.Keys.Order(StringComparer.Ordinal)];
        Folders = [.. _zip.Folders.Where(name => !IsPassedOver(name))];
    }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Files { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders { get; }

    /// <inheritdoc/>
    public override byte[] Read(string name)
    {
        try
        {
            return _zip.Read(_entries[name]);
        }
        catch (InvalidInputException e)
        {
            throw new ImageDecodingException(e.Problems[0].What);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _zip.Dispose();
}
