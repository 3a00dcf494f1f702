namespace FineTune.Training.Datasets;

/// <summary>The files of a dataset folder.</summary>
/// <param name="Train">The training rows.</param>
/// <param name="Validation">The validation rows; null: split off the training rows.</param>
/// <param name="Test">The test rows; null: split off the training rows.</param>
public sealed record DatasetFiles(string Train, string? Validation, string? Test)
{
    private static readonly string[] Extensions = [".csv", ".jsonl", ".txt", ".conll", ".zip"];

    /// <summary>Whether they hold images in class folders: zip files, or folders.</summary>
    public bool HoldImages => IsImages(Train);

    /// <summary>
    /// Finds <c>train.csv</c>, <c>.jsonl</c>, <c>.txt</c>, <c>.conll</c> or <c>train.zip</c> (or <c>images.zip</c>, or the folder's only such file),
    /// <c>validation.*</c> and <c>test.*</c>; or takes the folder itself where it holds folders of images.
    /// </summary>
    /// <exception cref="InvalidInputException">There is no training file, or more than one, or tables and images are mixed.</exception>
    public static DatasetFiles Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, null, "The dataset folder does not exist.", "Upload a train.csv, a train.jsonl or an images.zip.");
        }

        var (validation, test) = (Named(folder, "validation"), Named(folder, "test"));
        if (Named(folder, "train") is { } train)
        {
            return Alike(train, validation, test);
        }

        var others = Directory.GetFiles(folder).Where(IsTable).Where(path => path != validation && path != test).Order(StringComparer.Ordinal).ToArray();
        var tables = others.Where(path => !PlainTexts.IsPlain(path)).ToArray();

        // A .txt beside a table is somebody's notes.
        others = tables.Length > 0 ? tables : others;
        var images = Array.Find(others, path => Path.GetFileName(path).Equals("images.zip", StringComparison.OrdinalIgnoreCase));
        return others.Length switch
        {
            _ when images is not null => Alike(images, validation, test),
            1 => Alike(others[0], validation, test),
            0 when Directory.EnumerateDirectories(folder).Any() => new DatasetFiles(folder, null, null),
            0 => throw new InvalidInputException(folder, null, "It holds no train.csv, train.jsonl, train.txt, train.conll or images.zip.", "Add a table with a column for the text and one for the label, or a zip of class folders of images."),
            _ => throw new InvalidInputException(folder, null, $"It holds {others.Length} files and none is called train: {string.Join(", ", others.Select(Path.GetFileName))}.", "Rename the training file to train.csv, train.jsonl or train.zip."),
        };
    }

    private static DatasetFiles Alike(string train, string? validation, string? test)
    {
        foreach (var other in new[] { validation, test }.OfType<string>().Where(o => IsImages(o) != IsImages(train)))
        {
            throw new InvalidInputException(other, null, $"It is a {(IsImages(other) ? "zip of images" : "table")} and {Path.GetFileName(train)} is not.", "Give all splits in the same form.");
        }

        return new DatasetFiles(train, validation, test);
    }

    private static bool IsImages(string path) => Directory.Exists(path) || Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase);

    private static string? Named(string folder, string name)
    {
        var found = Directory.GetFiles(folder).Where(IsTable).Where(path => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToArray();
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new InvalidInputException(folder, null, $"It holds more than one {name} file: {string.Join(", ", found.Select(Path.GetFileName))}.", "Keep one of them.");
    }

    private static bool IsTable(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
