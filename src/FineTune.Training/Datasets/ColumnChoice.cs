namespace FineTune.Training.Datasets;

/// <summary>The columns that hold text and label.</summary>
/// <param name="Text">The text column's name.</param>
/// <param name="Label">The label column's name.</param>
/// <param name="IsByPosition">Whether they were taken by their place because no name was known.</param>
internal sealed record ColumnChoice(string Text, string Label, bool IsByPosition)
{
    private static readonly string[] TextNames = ["text", "sentence", "message", "content", "review", "comment", "feedback", "utterance"];
    private static readonly string[] LabelNames = ["label", "category", "intent", "class", "target", "sentiment"];

    /// <summary>Chooses the columns: as stated, by well-known names, or the two of a file that has two.</summary>
    /// <exception cref="InvalidInputException">A column is missing or cannot be told; all problems are listed.</exception>
    public static ColumnChoice Choose(string path, IReadOnlyList<string> columns, DatasetOptions options)
    {
        var text = Find(columns, options.TextColumn, TextNames);
        var label = Find(columns, options.LabelColumn, LabelNames);
        var byPosition = false;
        if (columns.Count == 2 && (text is null || label is null) && options is { TextColumn: null, LabelColumn: null })
        {
            byPosition = true;
            (text, label) = (text ?? columns.First(c => c != label), label ?? columns.Last(c => c != text));
        }

        if (text is not null && label is not null)
        {
            return text != label
                ? new ColumnChoice(text, label, byPosition)
                : throw new InvalidInputException(path, "line 1", $"Column '{text}' cannot be both text and label.", "Name two columns in study.json: columns.text and columns.label.");
        }

        var problems = new List<InputProblem>();
        Complain(path, columns, "text", text, options.TextColumn, TextNames, problems);
        Complain(path, columns, "label", label, options.LabelColumn, LabelNames, problems);
        throw new InvalidInputException(problems);
    }

    private static string? Find(IReadOnlyList<string> columns, string? stated, string[] known)
    {
        var wanted = stated is null ? known : [stated];
        return wanted.Select(name => columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null);
    }

    private static void Complain(string path, IReadOnlyList<string> columns, string role, string? found, string? stated, string[] known, List<InputProblem> problems)
    {
        if (found is null)
        {
            var what = stated is null ? $"There is no {role} column" : $"There is no column '{stated}' for the {role}";
            problems.Add(new InputProblem(path, "line 1", $"{what}; the columns are: {string.Join(", ", columns)}.", $"Call it one of {string.Join(", ", known)}, or name it in study.json (columns.{role})."));
        }
    }
}
