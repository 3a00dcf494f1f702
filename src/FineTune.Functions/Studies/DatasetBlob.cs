using FineTune.Functions.Storage;

namespace FineTune.Functions.Studies;

/// <summary>What a blob of the <c>datasets</c> container is: a dataset's file, and whether its arrival opens a study.</summary>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="File">The file's name.</param>
/// <param name="IsSingleFile">True when the blob is the whole dataset (<c>{name}.csv</c>, <c>{name}.zip</c>), not a file of a folder.</param>
/// <param name="OpensStudy">True when the arrival of this blob opens a study.</param>
public sealed record DatasetBlob(string Dataset, string File, bool IsSingleFile, bool OpensStudy)
{
    private static readonly string[] Splits = ["train", "validation", "test"];
    private const string Images = "images.zip";

    /// <summary>The endings of files with rows: tables, and zip files of images.</summary>
    public static readonly IReadOnlyList<string> Extensions = [".csv", ".jsonl", ".txt", ".conll", ".zip"];

    /// <summary>The name of the file beside the data that says what differs from the defaults.</summary>
    public const string StudyFile = "study.json";

    /// <summary>True when the file holds rows (train, validation or test), so that a study pins it.</summary>
    public bool HoldsRows => IsSingleFile || IsSplit(File);

    /// <summary>Reads a blob's name; null when it is no file of a dataset.</summary>
    public static DatasetBlob? Parse(string blobName)
    {
        var parts = blobName.Split('/');
        if (!parts.All(part => ResourceName.TryParse(part, out _)))
        {
            return null;
        }

        var extension = Path.GetExtension(blobName);
        return parts switch
        {
            [var file] when Extensions.Contains(extension) && ResourceName.TryParse(file[..^extension.Length], out var name)
                => new DatasetBlob(name.Value, file, IsSingleFile: true, OpensStudy: true),
            [var folder, var file] => new DatasetBlob(folder, file, IsSingleFile: false, OpensStudy: IsTrain(file)),
            _ => null,
        };
    }

    private static bool IsTrain(string file) => file == Images || Extensions.Any(extension => file == "train" + extension);

    private static bool IsSplit(string file) => file == Images || Splits.Any(split => Extensions.Any(extension => file == split + extension));
}
