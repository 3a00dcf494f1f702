using System.Collections.Immutable;
using System.Globalization;
using FineTune.Training.Archives;
using FineTune.Training.Images;
using FineTune.Training.Tasks;

namespace FineTune.Training.Datasets;

/// <summary>Prepares images that lie in class folders.</summary>
internal static class LabelledImages
{
    /// <summary>Reads, checks and splits; the images' bytes go into the folder that the options name.</summary>
    /// <exception cref="InvalidInputException">A clear mistake in the files; every one that was found is listed.</exception>
    public static PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken)
    {
        var preprocessing = ImagePreprocessing.Load(modelFolder);
        Directory.CreateDirectory(options.ImageFolder);
        var path = Path.Combine(options.ImageFolder, PreparedImages.FileName);
        using var target = File.Create(path);
        var intake = new ImageIntake(target, preprocessing, options, cancellationToken);
        using var archive = ImageArchive.Open(files.Train, options.Archives);
        var layout = ImageLayout.Of(archive);
        ThrowIfUnusable(archive, layout);
        var train = intake.Read(archive, [.. layout.Rows.Where(r => r.Split == 0)], knownLabels: null);
        var labels = LabelsOf(files.Train, train);
        var known = labels.ToHashSet(StringComparer.Ordinal);
        var validation = Read(intake, options.Archives, files.Validation, archive, layout, 1, known);
        var test = Read(intake, options.Archives, files.Test, archive, layout, 2, known);

        var ids = labels.Select((label, id) => (label, id)).ToDictionary(p => p.label, p => p.id, StringComparer.Ordinal);
        var groups = train.Groups();
        var assigned = StratifiedSplit.Assign(
            [.. train.Labels.Select(label => ids[label])],
            groups,
            validation is null ? options.ValidationFraction : 0,
            test is null ? options.TestFraction : 0,
            options.Seed);
        PreparedSplit[] splits =
        [
            train.ToSplit(row => assigned[row] == 0, path, ids),
            validation?.ToSplit(_ => true, path, ids) ?? train.ToSplit(row => assigned[row] == 1, path, ids),
            test?.ToSplit(_ => true, path, ids) ?? train.ToSplit(row => assigned[row] == 2, path, ids),
        ];
        if (splits[1].Count == 0)
        {
            throw new InvalidInputException(files.Train, null, $"Its {train.Count} images are too few to split off some for validation.", "Add images (at least 3 different ones a class), or a folder validation.");
        }

        var warnings = Warnings(layout, intake, labels, train, groups, validation, test);
        return new PreparedDataset(labels, 0, 0, splits[0], splits[1], splits[2], Summarize(splits, labels.Length, intake.SkippedRows, warnings), ImageClassification.TaskName);
    }

    private static ImageRows? Read(ImageIntake intake, ArchiveLimits limits, string? file, ImageArchive train, ImageLayout layout, int split, HashSet<string> known)
    {
        if (file is null)
        {
            var within = layout.Rows.Where(r => r.Split == split).ToList();
            return within.Count == 0 ? null : intake.Read(train, within, known);
        }

        using var archive = ImageArchive.Open(file, limits);
        var own = ImageLayout.Of(archive);
        ThrowIfUnusable(archive, own);
        return intake.Read(archive, own.Rows, known);
    }

    private static void ThrowIfUnusable(ImageArchive archive, ImageLayout layout)
    {
        var problems = new List<InputProblem>();
        if (layout.Rows.Count == 0)
        {
            problems.Add(new InputProblem(archive.Path, null, "It holds no image in a class folder.", "Put PNG or JPEG files into one folder for each class: cats/1.jpg, dogs/1.jpg."));
        }

        problems.AddRange(layout.EmptyClasses.Select(c => new InputProblem(archive.Path, c, "The class folder holds no image.", "Add images, or remove the folder.")));
        if (layout.Loose.Count > 0 && layout.Rows.Count > 0)
        {
            problems.Add(new InputProblem(archive.Path, layout.Loose[0], layout.Loose.Count == 1 ? "The image lies in no class folder." : $"The image lies in no class folder, as {layout.Loose.Count - 1} more.", "Move it into the folder of its class."));
        }

        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }
    }

    private static ImmutableArray<string> LabelsOf(string path, ImageRows rows)
    {
        var labels = rows.Labels.Distinct(StringComparer.Ordinal).ToArray();
        return labels.Length < 2
            ? throw new InvalidInputException(path, null, $"All {rows.Count} images are of the class '{labels.FirstOrDefault()}'.", "A classifier needs at least two classes: add a folder for each.")
            : labels.All(label => long.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                ? [.. labels.OrderBy(label => long.Parse(label, CultureInfo.InvariantCulture)).ThenBy(label => label, StringComparer.Ordinal)]
                : [.. labels.Order(StringComparer.Ordinal)];
    }

    private static ImmutableArray<string> Warnings(
        ImageLayout layout, ImageIntake intake, ImmutableArray<string> labels, ImageRows train, int[] groups, ImageRows? validation, ImageRows? test)
    {
        var byLabel = train.Labels.CountBy(label => label, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        string?[] found =
        [
            .. intake.Warnings,
            layout.Ignored.Count > 0 ? $"{layout.Ignored.Count} files are no images of a class and were passed over; the first: {layout.Ignored[0]}." : null,
            ImageFindings.ContradictingDuplicates(train, groups),
            ImageFindings.Duplicates(groups),
            ImageFindings.Leakage(train, "training", validation, "validation"),
            ImageFindings.Leakage(train, "training", test, "test"),
            validation is null ? null : ImageFindings.Leakage(validation, "validation", test, "test"),
            .. DatasetFindings.OfLabels(labels, [.. labels.Select(label => byLabel[label])]),
        ];
        return [.. found.OfType<string>()];
    }

    private static DatasetSummary Summarize(PreparedSplit[] splits, int labelCount, int skipped, ImmutableArray<string> warnings)
    {
        var counts = new int[labelCount];
        foreach (var label in splits.SelectMany(s => s.LabelIds))
        {
            counts[label]++;
        }

        return new DatasetSummary(splits[0].Count, splits[1].Count, splits[2].Count, [.. counts], 0, 0, 0, skipped, "image", "folder", warnings);
    }
}
