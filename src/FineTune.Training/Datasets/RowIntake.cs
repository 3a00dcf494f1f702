namespace FineTune.Training.Datasets;

/// <summary>Takes a file's rows, counts those that are bad, and refuses the file where there are too many of them.</summary>
internal sealed class RowIntake(DatasetOptions options, CancellationToken cancellationToken)
{
    private const int MostProblems = 20;

    /// <summary>Rows that were cut to the maximum length, over all files.</summary>
    public int TruncatedRows { get; set; }

    /// <summary>Rows that were left out, over all files.</summary>
    public int SkippedRows { get; private set; }

    /// <summary>What was skipped, a sentence a file.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Its rows.</param>
    /// <param name="take">Adds a row to the result, or says what is wrong with it.</param>
    /// <exception cref="InvalidInputException">The file is broken, or more rows are bad than may be skipped.</exception>
    public TokenizedRows Read<T>(string path, IEnumerable<T> source, Func<TokenizedRows, T, InputProblem?> take)
    {
        var rows = new TokenizedRows();
        var problems = new List<InputProblem>();
        var bad = 0;
        foreach (var row in source)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (take(rows, row) is { } problem)
            {
                bad++;
                if (problems.Count < MostProblems)
                {
                    problems.Add(problem);
                }
            }

            if (rows.TokenIds.Count > int.MaxValue / 2)
            {
                throw new InvalidInputException(path, null, "The file has more than 1,073,741,823 tokens.", "Use a part of the rows.");
            }
        }

        Settle(path, rows, bad, problems);
        return rows;
    }

    private void Settle(string path, TokenizedRows rows, int bad, List<InputProblem> problems)
    {
        if (bad > (rows.Count + bad) * options.SkippableFraction)
        {
            if (bad > MostProblems)
            {
                problems.Add(new InputProblem(path, null, $"{bad - MostProblems} more rows have such problems.", $"At most {options.SkippableFraction:P0} of the rows may be skipped."));
            }

            throw new InvalidInputException([.. problems]);
        }

        if (rows.Count == 0)
        {
            throw new InvalidInputException(path, null, "The file has a header but no rows.", "Add rows.");
        }

        SkippedRows += bad;
        if (bad > 0)
        {
            Warnings.Add($"{bad} rows of {Path.GetFileName(path)} were skipped; the first: {problems[0].Location}: {problems[0].What}");
        }
    }
}
