using FineTune.Training.Tokenizers;

namespace FineTune.Training.Datasets;

/// <summary>Reads a file's rows, tokenizes the good ones and counts the rest; too many bad ones refuse the file.</summary>
internal sealed class RowIntake(Tokenizer tokenizer, int maxLength, DatasetOptions options, CancellationToken cancellationToken)
{
    private const int MostProblems = 20;

    private readonly List<InputProblem> _problems = [];

    /// <summary>Rows that were cut to the maximum length, over all files.</summary>
    public int TruncatedRows { get; private set; }

    /// <summary>Rows that were left out, over all files.</summary>
    public int SkippedRows { get; private set; }

    /// <summary>What was skipped, a sentence a file.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="knownLabels">The labels of training; null while reading training itself.</param>
    /// <exception cref="InvalidInputException">The file is broken, or more rows are bad than may be skipped.</exception>
    public TokenizedRows Read(DataFile file, IReadOnlySet<string>? knownLabels)
    {
        var rows = new TokenizedRows();
        _problems.Clear();
        var bad = 0;
        foreach (var row in file.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var label = row.Label?.Trim();
            var problem = ProblemOf(row, label, file, knownLabels);
            if (problem is null)
            {
                Add(rows, row, label!);
                continue;
            }

            bad++;
            if (_problems.Count < MostProblems)
            {
                _problems.Add(problem);
            }
        }

        Settle(file, rows, bad);
        return rows;
    }

    private void Add(TokenizedRows rows, DataRow row, string label)
    {
        var text = row.Text!;
        if (rows.TokenIds.Count > int.MaxValue - maxLength - text.Length)
        {
            throw new InvalidInputException("dataset", $"row {row.Number}", "The file has more than 2,147,483,647 tokens.", "Use a part of the rows.");
        }

        TruncatedRows += tokenizer.EncodeIds(text, rows.TokenIds, maxLength) > maxLength ? 1 : 0;
        rows.Add(text, label, row.Number, row.Line);
    }

    private static InputProblem? ProblemOf(DataRow row, string? label, DataFile file, IReadOnlySet<string>? knownLabels)
    {
        var place = $"line {row.Line}";
        return string.IsNullOrWhiteSpace(row.Text) ? new InputProblem(file.Path, place, $"The text (column '{file.Columns.Text}') is empty.", "Fill it in or remove the row.")
            : string.IsNullOrEmpty(label) ? new InputProblem(file.Path, place, $"The label (column '{file.Columns.Label}') is empty.", "Fill it in or remove the row.")
            : knownLabels?.Contains(label) == false ? new InputProblem(file.Path, place, $"The label '{label}' does not occur in the training rows.", "Correct the label, or add training rows that have it.")
            : null;
    }

    private void Settle(DataFile file, TokenizedRows rows, int bad)
    {
        if (bad > (rows.Count + bad) * options.SkippableFraction)
        {
            if (bad > MostProblems)
            {
                _problems.Add(new InputProblem(file.Path, null, $"{bad - MostProblems} more rows have such problems.", $"At most {options.SkippableFraction:P0} of the rows may be skipped."));
            }

            throw new InvalidInputException([.. _problems]);
        }

        if (rows.Count == 0)
        {
            throw new InvalidInputException(file.Path, null, "The file has a header but no rows.", "Add rows with a text and a label.");
        }

        SkippedRows += bad;
        if (bad > 0)
        {
            Warnings.Add($"{bad} rows of {Path.GetFileName(file.Path)} were skipped; the first: {_problems[0].Location}: {_problems[0].What}");
        }
    }
}
