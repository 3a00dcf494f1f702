namespace FineTune.Training.Datasets;

/// <summary>A CSV or JSON lines file, read as a stream.</summary>
internal sealed class DataTable
{
    private readonly char _separator;
    private readonly bool _isCsv;

    private DataTable(string path, bool isCsv, char separator, IReadOnlyList<string> columns)
    {
        Path = path;
        _isCsv = isCsv;
        _separator = separator;
        Columns = columns;
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The columns: the header of a CSV file, the fields of the first row of JSON lines.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Checks a file's encoding and finds its columns.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read as a table.</exception>
    public static DataTable Open(string path)
    {
        EncodingCheck.Check(path);
        var isCsv = System.IO.Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var separator = isCsv ? CsvFile.FindSeparator(path) : ',';
        var columns = isCsv
            ? new CsvFile(path, separator).Records().Select(r => r.Fields.ConvertAll(f => f.Trim())).FirstOrDefault()
            : new JsonLinesFile(path).Rows().Select(r => r.Row.EnumerateObject().Select(p => p.Name).ToList()).FirstOrDefault();
        return columns is null
            ? throw new InvalidInputException(path, null, "The file has no rows.", "Add a header and rows with a text and a label.")
            : new DataTable(path, isCsv, separator, columns);
    }

    /// <summary>The column of a role: as stated, or the first of its well-known names.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public string Find(string role, string? stated, IReadOnlyList<string> known) =>
        (stated is null ? known : [stated]).Select(name => Columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null)
        ?? throw new InvalidInputException(
            Path, "line 1", $"{(stated is null ? $"There is no {role} column" : $"There is no column '{stated}' for the {role}")}; the columns are: {string.Join(", ", Columns)}.",
            $"Call it one of {string.Join(", ", known)}, or name it in study.json (columns.{role}).");

    /// <summary>All rows.</summary>
    /// <param name="columns">The wanted columns.</param>
    /// <param name="listsFrom">From this place on, JSON lists and objects are taken as their text; before it they count as missing.</param>
    /// <exception cref="InvalidInputException">The file is broken; names the line.</exception>
    public IEnumerable<TableRow> Rows(IReadOnlyList<string> columns, int listsFrom = int.MaxValue) => _isCsv ? CsvRows(columns) : JsonRows(columns, listsFrom);

    private IEnumerable<TableRow> CsvRows(IReadOnlyList<string> columns)
    {
        List<string>? header = null;
        int[] places = [];
        var number = 0;
        foreach (var (line, fields) in new CsvFile(Path, _separator).Records())
        {
            if (header is null)
            {
                header = fields.ConvertAll(f => f.Trim());
                places = [.. columns.Select(c => header.IndexOf(c))];
                if (columns.FirstOrDefault(c => !header.Contains(c)) is { } missing)
                {
                    throw new InvalidInputException(Path, "line 1", $"There is no column '{missing}'; the columns are: {string.Join(", ", header)}.", "Give all files of a dataset the same columns.");
                }

                continue;
            }

            if (fields.Count != header.Count)
            {
                throw new InvalidInputException(Path, $"line {line}", $"The row has {fields.Count} fields and the header has {header.Count}.", "Put quotes around a text that holds separators.");
            }

            yield return new TableRow(++number, line, Array.ConvertAll(places, place => (string?)fields[place]));
        }
    }

    private IEnumerable<TableRow> JsonRows(IReadOnlyList<string> columns, int listsFrom)
    {
        var number = 0;
        foreach (var (line, row) in new JsonLinesFile(Path).Rows())
        {
            yield return new TableRow(++number, line, [.. columns.Select((c, i) => JsonLinesFile.Field(row, c, i >= listsFrom))]);
        }
    }
}
