using System.Runtime.InteropServices;
using System.Text;

namespace FineTune.Training.Datasets;

/// <summary>
/// Prepares plain text for language modelling: a .txt file is one document, in tables every row is one. A document longer than
/// the maximum length becomes several rows; no row holds parts of two documents.
/// </summary>
internal static class PlainTexts
{
    private const int DefaultLength = 512;
    private const int CharactersAtOnce = 1 << 16;
    private const int FewestTokens = 2;
    private static readonly string[] TextNames = ["text", "content", "document", "story", "sentence"];

    /// <summary>Reads, checks, splits and tokenizes.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="framesEveryRow">Whether each row stands between the tokenizer's special tokens (encoders), or each document does (decoders).</param>
    /// <param name="files">The files.</param>
    /// <param name="modelFolder">The model.</param>
    /// <param name="options">Column, split fractions, seed, maximum length.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static PreparedDataset Prepare(string task, bool framesEveryRow, DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken)
    {
        var assembly = new DatasetAssembly(task, files, modelFolder, options, DefaultLength, cancellationToken);
        var frame = framesEveryRow ? TextFrame.Of(assembly.Tokenizer) : TextFrame.WithEnd(assembly.Tokenizer);
        var column = IsPlain(files.Train) ? "text" : DataTable.Open(files.Train).Find("text", options.TextColumn, TextNames);
        assembly.Read(path => IsPlain(path)
            ? assembly.Intake.Read(path, [new TableRow(1, 1, [])], (rows, _) => TakeFile(assembly, frame, framesEveryRow, rows, path, cancellationToken))
            : assembly.Intake.Read(path, DataTable.Open(path).Rows([column]), (rows, row) => TakeRow(assembly, frame, framesEveryRow, rows, row, path, column)));
        return assembly.Finish([], new int[assembly.Train.Count], new TargetEncoding(), (column, null, string.Empty), contradictions: false, [], []);
    }

    /// <summary>Whether a file is text and nothing else.</summary>
    public static bool IsPlain(string path) => Path.GetExtension(path).Equals(".txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a table holds texts only.</summary>
    public static bool HasColumns(IReadOnlyList<string> columns) => columns.Count == 1 && TextNames.Contains(columns[0], StringComparer.OrdinalIgnoreCase);

    private static InputProblem? TakeRow(DatasetAssembly assembly, TextFrame frame, bool framesEveryRow, TokenizedRows rows, TableRow row, string path, string column)
    {
        if (string.IsNullOrWhiteSpace(row.Fields[0]))
        {
            return new InputProblem(path, $"line {row.Line}", $"The text (column '{column}') is empty.", "Fill it in or remove the row.");
        }

        var tokens = new List<int>();
        assembly.Tokenizer.EncodeIds(row.Fields[0], tokens, addSpecialTokens: false);
        Cut(assembly, frame, framesEveryRow, rows, tokens, row.Number, row.Line);
        return null;
    }

    /// <summary>Tokenizes whole lines, many at once; the few tokens that would reach over such a border fall into two.</summary>
    private static InputProblem? TakeFile(DatasetAssembly assembly, TextFrame frame, bool framesEveryRow, TokenizedRows rows, string path, CancellationToken cancellationToken)
    {
        EncodingCheck.Check(path);
        var (tokens, part) = (new List<int>(), new StringBuilder());
        using var reader = new StreamReader(path, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            part.Append(line).Append('\n');
            if (part.Length >= CharactersAtOnce || reader.EndOfStream)
            {
                cancellationToken.ThrowIfCancellationRequested();
                assembly.Tokenizer.EncodeIds(part.ToString(), tokens, addSpecialTokens: false);
                part.Clear();
            }
        }

        if (tokens.Count < FewestTokens)
        {
            return new InputProblem(path, null, "The file has no text.", "Put the text to learn from into it.");
        }

        Cut(assembly, frame, framesEveryRow, rows, tokens, 0, 1);
        return null;
    }

    private static void Cut(DatasetAssembly assembly, TextFrame frame, bool framesEveryRow, TokenizedRows rows, List<int> tokens, int number, long line)
    {
        if (!framesEveryRow)
        {
            tokens.InsertRange(0, frame.Before);
            tokens.AddRange(frame.After);
        }

        var (before, after) = framesEveryRow ? (frame.Before, frame.After) : ([], []);
        var room = Math.Max(1, assembly.MaxLength - before.Length - after.Length);
        for (var first = 0; first < tokens.Count; first += room)
        {
            var block = CollectionsMarshal.AsSpan(tokens).Slice(first, Math.Min(room, tokens.Count - first));
            if (block.Length < FewestTokens && first > 0)
            {
                break;
            }

            rows.TokenIds.AddRange(before);
            rows.TokenIds.AddRange(block);
            rows.TokenIds.AddRange(after);
            if (framesEveryRow)
            {
                rows.TokenLabels.AddRange(before.Select(_ => PreparedSplit.Ignored));
                rows.TokenLabels.AddRange(block);
                rows.TokenLabels.AddRange(after.Select(_ => PreparedSplit.Ignored));
            }

            rows.Add(MemoryMarshal.AsBytes(block), string.Empty, number == 0 ? rows.Count + 1 : number, line);
        }
    }
}
