namespace FineTune.Training.Datasets;

/// <summary>
/// Which image belongs to which split and class. The class is the folder: <c>{class}/x.png</c>, also below one folder around
/// everything, also deeper. Folders train, validation (val, valid, dev) and test around the classes are splits.
/// </summary>
internal sealed class ImageLayout
{
    /// <summary>Split folders: training, validation, test.</summary>
    private static readonly string[][] SplitNames = [["train", "training"], ["validation", "valid", "val", "dev"], ["test"]];

    private static readonly string[] ReadEndings = [".png", ".jpg", ".jpeg", ".jpe", ".jfif"];
    private static readonly string[] OtherImages = [".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".avif", ".ppm", ".svg"];

    private ImageLayout(ImageArchive archive)
    {
        var around = Around([.. archive.Files.Where(HoldsImage)]);
        var hasSplits = archive.Files.Where(HoldsImage).Select(n => Parts(n, around)).Any(p => p.Length >= 3 && SplitOf(p[0]) == 0);
        foreach (var name in archive.Files)
        {
            var parts = Parts(name, around);
            var split = hasSplits && parts.Length > 1 ? SplitOf(parts[0]) : 0;
            var label = parts.Skip(hasSplits ? 1 : 0).SkipLast(1).FirstOrDefault();
            if (!HoldsImage(name) || split < 0 || (label is null && hasSplits && parts.Length == 1))
            {
                Ignored.Add(name);
            }
            else if (label is null)
            {
                Loose.Add(name);
            }
            else
            {
                Rows.Add(new ImageRow(name, split, label));
            }
        }

        var full = Rows.Select(r => r.Label).ToHashSet(StringComparer.Ordinal);
        EmptyClasses = [.. archive.Folders.Select(f => Parts(f, around)).Where(p => p.Length == (hasSplits ? 2 : 1)).Select(p => p[^1])
            .Where(f => f.Length > 0 && !full.Contains(f)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The images, in the order of their names.</summary>
    public List<ImageRow> Rows { get; } = [];

    /// <summary>Images that lie in no class folder.</summary>
    public List<string> Loose { get; } = [];

    /// <summary>Files that are no images.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>Class folders without an image.</summary>
    public IReadOnlyList<string> EmptyClasses { get; }

    /// <summary>Reads the layout of an archive.</summary>
    public static ImageLayout Of(ImageArchive archive) => new(archive);

    /// <summary>Whether a name is that of an image in a format that is decoded.</summary>
    public static bool IsRead(string name) => ReadEndings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static bool HoldsImage(string name) => IsRead(name) || OtherImages.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static int SplitOf(string folder) => Array.FindIndex(SplitNames, names => names.Contains(folder, StringComparer.OrdinalIgnoreCase));

    private static string[] Parts(string name, string around) =>
        (name.StartsWith(around, StringComparison.Ordinal) ? name[around.Length..] : name).Split('/');

    /// <summary>The folder around everything, with its slash; empty where there is none.</summary>
    private static string Around(string[] names)
    {
        if (names.Length == 0 || !names[0].Contains('/', StringComparison.Ordinal))
        {
            return string.Empty;
        }

        var first = names[0][..(names[0].IndexOf('/', StringComparison.Ordinal) + 1)];
        return SplitOf(first[..^1]) < 0 && names.All(n => n.StartsWith(first, StringComparison.Ordinal) && n.AsSpan(first.Length).Contains('/'))
            ? first
            : string.Empty;
    }
}
