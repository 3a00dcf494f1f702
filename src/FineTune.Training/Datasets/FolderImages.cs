using FineTune.Training.Images;

namespace FineTune.Training.Datasets;

/// <summary>The images below a folder. Links are not followed.</summary>
internal sealed class FolderImages : ImageArchive
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Lists a folder.</summary>
    public FolderImages(string path)
    {
        Path = path;
        Files = [.. Directory.EnumerateFiles(path, "*", Everything).Select(Relative).Where(name => !IsPassedOver(name)).Take(MostFiles + 1).Order(StringComparer.Ordinal)];
        Folders = [.. Directory.EnumerateDirectories(path, "*", Everything).Select(Relative).Where(name => !IsPassedOver(name)).Order(StringComparer.Ordinal)];
        if (Files.Count > MostFiles)
        {
            throw new InvalidInputException(path, null, $"It holds more than {MostFiles} files.", "Use a part of them.");
        }
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
        var file = new FileInfo(System.IO.Path.Combine(Path, name));
        return file.Length <= ImageDecoder.MostBytes
            ? File.ReadAllBytes(file.FullName)
            : throw new ImageDecodingException($"It has {file.Length} bytes; at most {ImageDecoder.MostBytes} are read.");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private string Relative(string path) => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');
}
