using System.IO.Compression;

namespace FineTune.Cli.Local;

/// <summary>A folder of class folders of images, which travels as one zip file.</summary>
public static class ImageFolder
{
    private static readonly string[] Tables = ["train.csv", "train.jsonl", "train.zip", "images.zip"];
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"];
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Whether a path is such a folder: no training file in it, and images in its folders.</summary>
    /// <param name="path">The path.</param>
    /// <returns>True when it is to be packed.</returns>
    public static bool IsOne(string path) =>
        Directory.Exists(path)
        && !Array.Exists(Tables, table => File.Exists(Path.Combine(path, table)))
        && Directory.EnumerateDirectories(path).SelectMany(folder => Directory.EnumerateFiles(folder, "*", Everything)).Any(IsImage);

    /// <summary>Packs the images, as they are: they are compressed already.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The zip file, which the caller deletes.</returns>
    public static string Pack(string folder)
    {
        var target = Path.Combine(Path.GetTempPath(), $"finetune-{Guid.NewGuid():N}.zip");
        using var zip = ZipFile.Open(target, ZipArchiveMode.Create);
        foreach (var folderOfClass in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(folderOfClass, "*", Everything).Where(IsImage).Order(StringComparer.Ordinal))
            {
                zip.CreateEntryFromFile(file, Path.GetRelativePath(folder, file).Replace('\\', '/'), CompressionLevel.NoCompression);
            }
        }

        return target;
    }

    private static bool IsImage(string path) => Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
