namespace FineTune.Training.Datasets;

/// <summary>The files of a dataset folder.</summary>
/// <param name="Train">The training rows.</param>
/// <param name="Validation">The validation rows; null: split off the training rows.</param>
/// <param name="Test">The test rows; null: split off the training rows.</param>
public sealed record DatasetFiles(string Train, string? Validation, string? Test)
{
    private static readonly string[] Extensions = [".csv", ".jsonl", ".txt", ".conll"];

    /// <summary>Finds <c>train.csv</c>, <c>train.jsonl</c>, <c>train.txt</c> or <c>train.conll</c> (or the folder's only such file), <c>validation.*</c> and <c>test.*</c>.</summary>
    /// <exception cref="InvalidInputException">There is no training file, or more than one.</exception>
    public static DatasetFiles Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, null, "The dataset folder does not exist.", "Upload a train.csv or train.jsonl.");
        }

        var (validation, test) = (Named(folder, "validation"), Named(folder, "test"));
        var train = Named(folder, "train");
        if (train is not null)
        {
            return new DatasetFiles(train, validation, test);
        }

        var others = Directory.GetFiles(folder).Where(IsTable).Where(path => path != validation && path != test).Order(StringComparer.Ordinal).ToArray();
        var tables = others.Where(path => !PlainTexts.IsPlain(path)).ToArray();

        // A .txt beside a table is somebody's notes.
        others = tables.Length > 0 ? tables : others;
        return others.Length switch
        {
            1 => new DatasetFiles(others[0], validation, test),
            0 => throw new InvalidInputException(folder, null, "It holds no train.csv, train.jsonl, train.txt or train.conll.", "Add one; to classify texts, with a column for the text and one for the label."),
            _ => throw new InvalidInputException(folder, null, $"It holds {others.Length} files and none is called train: {string.Join(", ", others.Select(Path.GetFileName))}.", "Rename the training file to train.csv or train.jsonl."),
        };
    }

    private static string? Named(string folder, string name)
    {
        var found = Directory.GetFiles(folder).Where(IsTable).Where(path => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToArray();
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new InvalidInputException(folder, null, $"It holds more than one {name} file: {string.Join(", ", found.Select(Path.GetFileName))}.", "Keep one of them.");
    }

    private static bool IsTable(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
