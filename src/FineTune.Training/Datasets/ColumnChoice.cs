namespace FineTune.Training.Datasets;

/// <summary>The columns that hold text and label.</summary>
/// <param name="Text">The text column's name; of a pair the first text's.</param>
/// <param name="Pair">The second text's column; null where rows have one text.</param>
/// <param name="Label">The label column's name.</param>
/// <param name="IsByPosition">Whether they were taken by their place because no name was known.</param>
internal sealed record ColumnChoice(string Text, string? Pair, string Label, bool IsByPosition)
{
    private static readonly string[] TextNames = ["text", "sentence", "message", "content", "review", "comment", "feedback", "utterance"];
    private static readonly string[] LabelNames = ["label", "category", "intent", "class", "target", "sentiment", "score", "gold_label", "is_duplicate"];

    /// <summary>How the columns of pairs are called in GLUE, SuperGLUE, SNLI, SICK and collections for ranking.</summary>
    private static readonly (string First, string Second)[] PairNames =
    [
        ("sentence1", "sentence2"), ("premise", "hypothesis"), ("question1", "question2"), ("question", "sentence"), ("question", "passage"),
        ("question", "context"), ("query", "passage"), ("query", "document"), ("text1", "text2"), ("text", "text_pair"), ("sentence_a", "sentence_b"),
    ];

    /// <summary>The columns to read: text, the second text where there is one, label.</summary>
    public string[] Columns => Pair is null ? [Text, Label] : [Text, Pair, Label];

    /// <summary>Chooses the columns: as stated, by well-known names, or the two of a file that has two.</summary>
    /// <exception cref="InvalidInputException">A column is missing or cannot be told; all problems are listed.</exception>
    public static ColumnChoice Choose(string path, IReadOnlyList<string> columns, DatasetOptions options)
    {
        var (known, pair) = PairOf(columns, options);
        var text = known ?? Find(columns, options.TextColumn, TextNames);
        var label = Find(columns, options.LabelColumn, LabelNames);
        var byPosition = false;
        if (columns.Count == 2 && (text is null || label is null) && options is { TextColumn: null, TextPairColumn: null, LabelColumn: null })
        {
            byPosition = true;
            (text, label) = (text ?? columns.First(c => c != label), label ?? columns.Last(c => c != text));
        }

        if (text is not null && label is not null && (pair is not null || options.TextPairColumn is null))
        {
            return text != label && text != pair && pair != label
                ? new ColumnChoice(text, pair, label, byPosition)
                : throw new InvalidInputException(path, "line 1", $"Column '{(text == label ? text : pair)}' cannot be both {(text == label ? "text and label" : text == pair ? "text and textPair" : "textPair and label")}.", "Name different columns in study.json: columns.text, columns.label and, for pairs, columns.textPair.");
        }

        var problems = new List<InputProblem>();
        Complain(path, columns, "text", text, options.TextColumn, TextNames, problems);
        Complain(path, columns, "textPair", pair ?? (options.TextPairColumn is null ? string.Empty : null), options.TextPairColumn, [], problems);
        Complain(path, columns, "label", label, options.LabelColumn, LabelNames, problems);
        throw new InvalidInputException(problems);
    }

    /// <summary>The columns of a pair: the second as stated, or both by their well-known names where no text is stated or called just that.</summary>
    private static (string? Text, string? Pair) PairOf(IReadOnlyList<string> columns, DatasetOptions options)
    {
        foreach (var (first, second) in options.TextColumn is null ? PairNames : [])
        {
            var (text, pair) = (Find(columns, null, [first]), Find(columns, null, [second]));
            var isMeant = options.TextPairColumn?.Equals(second, StringComparison.OrdinalIgnoreCase) ?? (first == "text" || Find(columns, null, ["text"]) is null);
            if (text is not null && pair is not null && isMeant)
            {
                return (text, pair);
            }
        }

        return (null, options.TextPairColumn is null ? null : Find(columns, options.TextPairColumn, []));
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
            var remedy = known.Length == 0 ? $"Correct columns.{role} in study.json." : $"Call it one of {string.Join(", ", known)}, or name it in study.json (columns.{role}).";
            problems.Add(new InputProblem(path, "line 1", $"{what}; the columns are: {string.Join(", ", columns)}.", remedy));
        }
    }
}
