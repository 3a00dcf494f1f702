using FineTune.Training.Tokenizers.Chat;

namespace FineTune.Training.Datasets;

/// <summary>Prepares prompts with what is to follow them. Only the completion and the end of text behind it are learned.</summary>
internal static class Completions
{
    private const int DefaultLength = 512;
    private static readonly string[] PromptNames = ["prompt", "question"];
    private static readonly string[] CompletionNames = ["completion", "response", "answer", "output"];

    /// <summary>Reads, checks, splits and tokenizes.</summary>
    /// <exception cref="InvalidInputException">A clear mistake in the files; every one that was found is listed.</exception>
    public static PreparedDataset Prepare(string task, DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken)
    {
        var assembly = new DatasetAssembly(task, files, modelFolder, options, DefaultLength, cancellationToken);
        var table = DataTable.Open(files.Train);
        if (options.LabelColumn is null && (options.TextColumn ?? Chats.ColumnOf(table.Columns)) is { } messages)
        {
            return FromChats(assembly, modelFolder, table.Find("text", messages, []));
        }

        var frame = TextFrame.WithEnd(assembly.Tokenizer);
        var layout = Layout.Of(table, options);
        assembly.Read(path => assembly.Intake.Read(
            path, DataTable.Open(path).Rows(layout.Columns), (rows, row) => Take(assembly, frame, layout, rows, row, path)));
        return assembly.Finish(
            [], new int[assembly.Train.Count], new TargetEncoding(), (layout.Columns[0], null, layout.Columns[^1]), contradictions: false, [], []);
    }

    /// <summary>Whether the columns look like chats, or like prompts with completions.</summary>
    public static bool HasColumns(IReadOnlyList<string> columns) =>
        Chats.ColumnOf(columns) is not null || (PromptNames.Append("instruction").Any(n => columns.Contains(n, StringComparer.OrdinalIgnoreCase)) && CompletionNames.Any(n => columns.Contains(n, StringComparer.OrdinalIgnoreCase)));

    private static PreparedDataset FromChats(DatasetAssembly assembly, string modelFolder, string column)
    {
        var template = ChatTemplate.Load(modelFolder) ?? throw new InvalidInputException(
            modelFolder, null, $"The data hold chats (column '{column}') and the model has no chat template.",
            "Use a model with a chat template (chat_template.jinja, or chat_template in tokenizer_config.json), or data with the columns prompt and completion.");
        var chats = new Chats(assembly, template, column);
        assembly.Read(path => assembly.Intake.Read(path, DataTable.Open(path).Rows([column], listsFrom: 0), (rows, row) => chats.Take(rows, row, path)));
        return assembly.Finish([], new int[assembly.Train.Count], new TargetEncoding(), (column, null, column), contradictions: false, [], []);
    }

    private static InputProblem? Take(DatasetAssembly assembly, TextFrame frame, Layout layout, TokenizedRows rows, TableRow row, string path)
    {
        var place = $"line {row.Line}";
        if (string.IsNullOrWhiteSpace(row.Fields[0]) || string.IsNullOrWhiteSpace(row.Fields[^1]))
        {
            var column = string.IsNullOrWhiteSpace(row.Fields[0]) ? layout.Columns[0] : layout.Columns[^1];
            return new InputProblem(path, place, $"The column '{column}' is empty.", "Fill it in or remove the row.");
        }

        var (prompt, completion) = (layout.Prompt(row), row.Fields[^1]!);
        var (ids, answer) = (new List<int>(frame.Before), new List<int>());
        assembly.Tokenizer.EncodeIds(prompt, ids, addSpecialTokens: false);
        assembly.Tokenizer.EncodeIds(completion, answer, addSpecialTokens: false);
        answer.AddRange(frame.After);
        return Add(assembly, rows, ids, answer, prompt + '\u001f' + completion, row, path);
    }

    private static InputProblem? Add(DatasetAssembly assembly, TokenizedRows rows, List<int> prompt, List<int> answer, string identity, TableRow row, string path)
    {
        var room = assembly.MaxLength - prompt.Count;
        if (room <= 0)
        {
            return new InputProblem(path, $"line {row.Line}", $"The prompt has {prompt.Count} tokens and fills the maximum length of {assembly.MaxLength}: nothing of the completion is left.", "Shorten the prompt, or raise maxLength.");
        }

        assembly.Intake.TruncatedRows += answer.Count > room ? 1 : 0;
        var kept = answer.Take(room).ToArray();
        rows.TokenIds.AddRange(prompt);
        rows.TokenIds.AddRange(kept);
        rows.TokenLabels.AddRange(Enumerable.Repeat(PreparedSplit.Ignored, prompt.Count));
        rows.TokenLabels.AddRange(kept);
        rows.Add(identity, string.Empty, row.Number, row.Line);
        return null;
    }

    /// <summary>Which columns make the prompt; the completion is the last.</summary>
    private sealed record Layout(string[] Columns, Func<TableRow, string> Prompt)
    {
        public static Layout Of(DataTable table, DatasetOptions options)
        {
            var completion = table.Find("label", options.LabelColumn, CompletionNames);
            string? Column(string name) => table.Columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (options.TextColumn is null && Column("instruction") is { } instruction)
            {
                return Column("input") is { } input
                    ? new Layout([instruction, input, completion], row => Instructions.Prompt(row.Fields[0]!, row.Fields[1]))
                    : new Layout([instruction, completion], row => Instructions.Prompt(row.Fields[0]!, null));
            }

            return new Layout([table.Find("text", options.TextColumn, PromptNames), completion], row => row.Fields[0]!);
        }
    }
}
