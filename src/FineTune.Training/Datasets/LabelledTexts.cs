using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Datasets;

/// <summary>Prepares texts with one label each.</summary>
internal static class LabelledTexts
{
    /// <summary>Reads, checks, splits and tokenizes.</summary>
    /// <exception cref="InvalidInputException">A clear mistake in the files; every one that was found is listed.</exception>
    public static PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken)
    {
        var tokenizer = Tokenizer.Load(modelFolder);
        var maxLength = Math.Min(options.MaxLength, ModelLimit(modelFolder));
        var intake = new RowIntake(tokenizer, maxLength, options, cancellationToken);
        var trainFile = DataFile.Open(files.Train, options);
        var train = intake.Read(trainFile, knownLabels: null);
        var labels = LabelsOf(files.Train, train, trainFile.Columns);
        var known = labels.ToHashSet(StringComparer.Ordinal);
        var validation = files.Validation is null ? null : intake.Read(DataFile.Open(files.Validation, options), known);
        var test = files.Test is null ? null : intake.Read(DataFile.Open(files.Test, options), known);

        var groups = DatasetFindings.GroupsOf(train);
        var ids = labels.Select((label, id) => (label, id)).ToDictionary(p => p.label, p => p.id, StringComparer.Ordinal);
        var assigned = StratifiedSplit.Assign(
            [.. train.Labels.Select(label => ids[label])],
            groups,
            validation is null ? options.ValidationFraction : 0,
            test is null ? options.TestFraction : 0,
            options.Seed);
        PreparedSplit[] splits =
        [
            train.ToSplit(row => assigned[row] == 0, ids),
            validation?.ToSplit(_ => true, ids) ?? train.ToSplit(row => assigned[row] == 1, ids),
            test?.ToSplit(_ => true, ids) ?? train.ToSplit(row => assigned[row] == 2, ids),
        ];
        if (splits[1].Count == 0)
        {
            throw new InvalidInputException(files.Train, null, $"Its {train.Count} rows are too few to split off validation rows.", "Add rows (at least 3 different texts a label), or add a validation file.");
        }

        var warnings = Warnings(files, trainFile, train, validation, test, groups, labels, intake, maxLength, options);
        var summary = Summarize(splits, labels.Length, intake, trainFile.Columns, warnings);
        var padding = tokenizer.SpecialTokens.Padding ?? tokenizer.SpecialTokens.EndOfText ?? 0;
        return new PreparedDataset(labels, padding, maxLength, splits[0], splits[1], splits[2], summary);
    }

    private static ImmutableArray<string> LabelsOf(string path, TokenizedRows rows, ColumnChoice columns)
    {
        var labels = rows.Labels.Distinct(StringComparer.Ordinal).ToArray();
        if (columns.IsByPosition && labels.Length * 2 > rows.Count)
        {
            throw new InvalidInputException(path, "line 1", $"There is no label column: '{columns.Label}' has {labels.Length} different values in {rows.Count} rows.", "Call the label's column label, or name it in study.json (columns.label).");
        }

        if (labels.Length == 1)
        {
            throw new InvalidInputException(path, null, $"All {rows.Count} rows have the label '{labels[0]}'.", "A classifier needs at least two labels: add rows of another one, or check which column holds the label.");
        }

        if (labels.Length > 1000 && labels.Length * 2 > rows.Count)
        {
            throw new InvalidInputException(path, null, $"There are {labels.Length} different labels in {rows.Count} rows.", "Check which column holds the label.");
        }

        return labels.All(label => long.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. labels.OrderBy(label => long.Parse(label, CultureInfo.InvariantCulture)).ThenBy(label => label, StringComparer.Ordinal)]
            : [.. labels.Order(StringComparer.Ordinal)];
    }

    private static ImmutableArray<string> Warnings(
        DatasetFiles files,
        DataFile trainFile,
        TokenizedRows train,
        TokenizedRows? validation,
        TokenizedRows? test,
        int[] groups,
        ImmutableArray<string> labels,
        RowIntake intake,
        int maxLength,
        DatasetOptions options)
    {
        string Name(string? path) => Path.GetFileName(path) ?? "";
        var byLabel = train.Labels.CountBy(label => label, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        string?[] found =
        [
            trainFile.Columns.IsByPosition ? $"The columns were taken by their place: '{trainFile.Columns.Text}' as text, '{trainFile.Columns.Label}' as label." : null,
            maxLength < options.MaxLength ? $"The maximum length was lowered from {options.MaxLength} to {maxLength} tokens, the most that the model takes." : null,
            .. intake.Warnings,
            DatasetFindings.ContradictingDuplicates(train, groups),
            DatasetFindings.Duplicates(groups),
            validation is null ? null : DatasetFindings.Leakage(train, Name(files.Train), validation, Name(files.Validation)),
            test is null ? null : DatasetFindings.Leakage(train, Name(files.Train), test, Name(files.Test)),
            validation is null || test is null ? null : DatasetFindings.Leakage(validation, Name(files.Validation), test, Name(files.Test)),
            .. DatasetFindings.OfLabels(labels, [.. labels.Select(label => byLabel[label])]),
            intake.TruncatedRows > 0 ? $"{intake.TruncatedRows} rows are longer than {maxLength} tokens and were cut off." : null,
        ];
        return [.. found.OfType<string>()];
    }

    private static DatasetSummary Summarize(PreparedSplit[] splits, int labelCount, RowIntake intake, ColumnChoice columns, ImmutableArray<string> warnings)
    {
        var counts = new int[labelCount];
        var (longest, rows, tokens) = (0, 0, 0L);
        foreach (var split in splits)
        {
            rows += split.Count;
            tokens += split.TokenIds.Length;
            for (var row = 0; row < split.Count; row++)
            {
                counts[split.LabelIds[row]]++;
                longest = Math.Max(longest, split.Length(row));
            }
        }

        return new DatasetSummary(
            splits[0].Count,
            splits[1].Count,
            splits[2].Count,
            [.. counts],
            longest,
            (double)tokens / rows,
            intake.TruncatedRows,
            intake.SkippedRows,
            columns.Text,
            columns.Label,
            warnings);
    }

    /// <summary>The most tokens that the model has positions for; RoBERTa's tables begin after the padding position.</summary>
    private static int ModelLimit(string modelFolder)
    {
        var path = Path.Combine(modelFolder, "config.json");
        if (!File.Exists(path))
        {
            return int.MaxValue;
        }

        using var json = Tokenizers.Reading.TokenizerFile.Parse(path);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("max_position_embeddings", out var limit)
            || limit.ValueKind != JsonValueKind.Number || !limit.TryGetInt32(out var positions))
        {
            return int.MaxValue;
        }

        var type = root.TryGetProperty("model_type", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : "";
        return type is "roberta" or "xlm-roberta" or "camembert" ? positions - 2 : positions;
    }
}
