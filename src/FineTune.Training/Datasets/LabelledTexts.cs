using System.Collections.Immutable;
using System.Globalization;

namespace FineTune.Training.Datasets;

/// <summary>Prepares texts that have a label, several labels or a number each.</summary>
internal static class LabelledTexts
{
    private const int DefaultLength = 128;

    /// <summary>Reads, checks, splits and tokenizes.</summary>
    /// <exception cref="InvalidInputException">A clear mistake in the files; every one that was found is listed.</exception>
    public static PreparedDataset Prepare(string task, LabelKind kind, DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken)
    {
        var assembly = new DatasetAssembly(task, files, modelFolder, options, DefaultLength, cancellationToken);
        var columns = ColumnChoice.Choose(files.Train, DataTable.Open(files.Train).Columns, options);
        HashSet<string>? known = null;
        ImmutableArray<string> labels = [];
        assembly.Read(path =>
        {
            var table = DataTable.Open(path);
            var chosen = path == files.Train ? columns : ColumnChoice.Choose(path, table.Columns, options);
            var rows = assembly.Intake.Read(path, table.Rows(chosen.Columns, listsFrom: chosen.Columns.Length - (kind == LabelKind.Multiple ? 1 : 0)), (result, row) => Take(assembly, kind, result, row, path, chosen, known));
            if (known is null)
            {
                labels = kind == LabelKind.Number ? [] : LabelsOf(path, kind, rows, columns);
                known = labels.ToHashSet(StringComparer.Ordinal);
            }

            return rows;
        });

        var counts = assembly.Train.Labels.SelectMany(kind.Names).CountBy(label => label, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return assembly.Finish(
            labels,
            kind.Strata(assembly.Train.Labels, labels),
            kind.Encode(labels),
            (columns.Text, columns.Pair, columns.Label),
            kind.Contradicts,
            [columns.IsByPosition ? $"The columns were taken by their place: '{columns.Text}' as text, '{columns.Label}' as label." : null],
            DatasetFindings.OfLabels(labels, [.. labels.Select(label => counts[label])]));
    }

    private static InputProblem? Take(DatasetAssembly assembly, LabelKind kind, TokenizedRows rows, TableRow row, string path, ColumnChoice columns, HashSet<string>? known)
    {
        var (text, label) = (row.Fields[0], kind.Read(row.Fields[^1]));
        var pair = columns.Pair is null ? null : row.Fields[1];
        var place = $"line {row.Line}";
        if (string.IsNullOrWhiteSpace(text))
        {
            return new InputProblem(path, place, $"The text (column '{columns.Text}') is empty.", "Fill it in or remove the row.");
        }

        if (columns.Pair is not null && string.IsNullOrWhiteSpace(pair))
        {
            return new InputProblem(path, place, $"The second text (column '{columns.Pair}') is empty.", "Fill it in or remove the row.");
        }

        if (label is null)
        {
            return new InputProblem(path, place, kind.Complaint(columns.Label, row.Fields[^1]), "Fill it in or remove the row.");
        }

        if (known is not null && kind.Names(label).FirstOrDefault(name => !known.Contains(name)) is { } stranger)
        {
            return new InputProblem(path, place, $"The label '{stranger}' does not occur in the training rows.", "Correct the label, or add training rows that have it.");
        }

        assembly.Intake.TruncatedRows += (pair is null
            ? assembly.Tokenizer.EncodeIds(text, rows.TokenIds, assembly.MaxLength)
            : TextPairs.Encode(assembly.Tokenizer, text, pair, assembly.MaxLength, rows.TokenIds, assembly.HasTokenTypes ? rows.TokenTypes : null)) > assembly.MaxLength ? 1 : 0;
        rows.Add(pair is null ? text : text + '\u001f' + pair, label, row.Number, row.Line);
        return null;
    }

    private static ImmutableArray<string> LabelsOf(string path, LabelKind kind, TokenizedRows rows, ColumnChoice columns)
    {
        var labels = rows.Labels.SelectMany(kind.Names).Distinct(StringComparer.Ordinal).ToArray();
        if (columns.IsByPosition && labels.Length * 2 > rows.Count)
        {
            throw new InvalidInputException(path, "line 1", $"There is no label column: '{columns.Label}' has {labels.Length} different values in {rows.Count} rows.", "Call the label's column label, or name it in study.json (columns.label).");
        }

        if (labels.Length == 0)
        {
            throw new InvalidInputException(path, null, $"None of the {rows.Count} rows has a label.", "Check which column holds the labels.");
        }

        if (labels.Length == 1 && kind == LabelKind.Single)
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
}
