using FineTune.Training.Archives;

namespace FineTune.Training.Datasets;

/// <summary>How a dataset's files are read, split and tokenized.</summary>
public sealed record DatasetOptions
{
    /// <summary>The task's name; null: told by the data.</summary>
    public string? Task { get; init; }

    /// <summary>The column with the text; null: found by its name.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The column with the second text of pairs; null: told by the names of both, or none.</summary>
    public string? TextPairColumn { get; init; }

    /// <summary>The column with the label; null: found by its name.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The part of the training rows that becomes the validation split where no validation file is given.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>The part of the training rows that becomes the test split where no test file is given.</summary>
    public double TestFraction { get; init; } = 0.1;

    /// <summary>The seed of the splits; equal rows and seed give equal splits.</summary>
    public ulong Seed { get; init; }

    /// <summary>The longest row in tokens, special tokens counted; longer texts are cut off at their end. Null: 128, or 512 for language modelling.</summary>
    public int? MaxLength { get; init; }

    /// <summary>What a zip of images may hold.</summary>
    public ArchiveLimits Archives { get; init; } = new();

    /// <summary>Where the bytes of images are put while they are read: the folder that the prepared dataset will be saved to.</summary>
    internal string ImageFolder { get; init; } = string.Empty;

    /// <summary>Images that cannot be decoded, rows with an empty text or label, or a label that training does not have: up to this part of a file they are skipped and counted, above it the file is refused.</summary>
    public double SkippableFraction { get; init; } = 0.01;
}
