namespace FineTune.Training.Datasets;

/// <summary>A CSV or JSON lines file of labelled texts, read as a stream.</summary>
internal sealed class DataFile
{
    private readonly char _separator;
    private readonly bool _isCsv;

    private DataFile(string path, bool isCsv, char separator, ColumnChoice columns)
    {
        Path = path;
        _isCsv = isCsv;
        _separator = separator;
        Columns = columns;
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The columns that are read.</summary>
    public ColumnChoice Columns { get; }

    /// <summary>Checks a file's encoding and finds its columns.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read as a table with text and label.</exception>
    public static DataFile Open(string path, DatasetOptions options)
    {
        EncodingCheck.Check(path);
        var isCsv = System.IO.Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var separator = isCsv ? CsvFile.FindSeparator(path) : ',';
        var columns = isCsv
            ? new CsvFile(path, separator).Records().Select(r => r.Fields.ConvertAll(f => f.Trim())).FirstOrDefault()
            : new JsonLinesFile(path).Rows().Select(r => r.Row.EnumerateObject().Select(p => p.Name).ToList()).FirstOrDefault();
        return columns is null
            ? throw new InvalidInputException(path, null, "The file has no rows.", "Add a header and rows with a text and a label.")
            : new DataFile(path, isCsv, separator, ColumnChoice.Choose(path, columns, options));
    }

    /// <summary>All rows.</summary>
    /// <exception cref="InvalidInputException">The file is broken; names the line.</exception>
    public IEnumerable<DataRow> Rows() => _isCsv ? CsvRows() : JsonRows();

    private IEnumerable<DataRow> CsvRows()
    {
        List<string>? header = null;
        var (text, label, number) = (0, 0, 0);
        foreach (var (line, fields) in new CsvFile(Path, _separator).Records())
        {
            if (header is null)
            {
                header = fields.ConvertAll(f => f.Trim());
                (text, label) = (header.IndexOf(Columns.Text), header.IndexOf(Columns.Label));
                continue;
            }

            if (fields.Count != header.Count)
            {
                throw new InvalidInputException(Path, $"line {line}", $"The row has {fields.Count} fields and the header has {header.Count}.", "Put quotes around a text that holds separators.");
            }

            yield return new DataRow(++number, line, fields[text], fields[label]);
        }
    }

    private IEnumerable<DataRow> JsonRows()
    {
        var number = 0;
        foreach (var (line, row) in new JsonLinesFile(Path).Rows())
        {
            yield return new DataRow(++number, line, JsonLinesFile.Field(row, Columns.Text), JsonLinesFile.Field(row, Columns.Label));
        }
    }
}
