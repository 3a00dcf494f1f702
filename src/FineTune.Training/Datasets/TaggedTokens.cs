using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Datasets;

/// <summary>Prepares sentences whose words have a tag each. The first token of a word is labelled, the others are not learned.</summary>
internal static class TaggedTokens
{
    private const int DefaultLength = 128;
    private static readonly string[] WordNames = ["tokens", "words"];
    private static readonly string[] TagNames = ["tags", "ner_tags", "labels", "label", "pos_tags"];

    /// <summary>Reads, checks, splits and tokenizes.</summary>
    /// <exception cref="InvalidInputException">A clear mistake in the files; every one that was found is listed.</exception>
    public static PreparedDataset Prepare(string task, DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken)
    {
        var assembly = new DatasetAssembly(task, files, modelFolder, options, DefaultLength, cancellationToken);
        var tokenizer = assembly.Tokenizer.WithTruncation(null).WithPadding(null);
        var met = new Dictionary<string, int>(StringComparer.Ordinal);
        var isTraining = true;
        assembly.Read(path =>
        {
            var rows = assembly.Intake.Read(path, Sentences(path, options), (result, row) => Take(assembly, tokenizer, result, row, path, met, isTraining));
            isTraining = false;
            return rows;
        });
        ImmutableArray<string> labels = [.. met.Keys.Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
        {
            throw new InvalidInputException(files.Train, null, $"All words have the tag '{labels.FirstOrDefault()}'.", "Tagging needs at least two tags: add sentences with others, or check which column holds the tags.");
        }

        var order = met.OrderBy(m => m.Value).Select(m => labels.IndexOf(m.Key)).ToArray();
        var (words, tags) = IsConll(files.Train) ? ("words", "tags") : ColumnsOf(DataTable.Open(files.Train), options);
        return assembly.Finish(labels, new int[assembly.Train.Count], new TargetEncoding(TagOf: tag => order[tag]), (words, null, tags), contradictions: false, [], []);
    }

    /// <summary>Whether the columns look like sentences with tags.</summary>
    public static bool HasColumns(IReadOnlyList<string> columns) =>
        WordNames.Any(n => columns.Contains(n, StringComparer.OrdinalIgnoreCase)) && TagNames.Any(n => columns.Contains(n, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a file is written as CoNLL does.</summary>
    public static bool IsConll(string path) => Path.GetExtension(path).Equals(".conll", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Sentence> Sentences(string path, DatasetOptions options)
    {
        if (IsConll(path))
        {
            return new ConllFile(path).Sentences().Select(s => new Sentence(s.Number, s.Line, s.Words, s.Tags));
        }

        var table = DataTable.Open(path);
        var (words, tags) = ColumnsOf(table, options);
        return table.Rows([words, tags], listsFrom: 0).Select(row => new Sentence(row.Number, row.Line, ListOf(row.Fields[0]), ListOf(row.Fields[1])));
    }

    private static (string Words, string Tags) ColumnsOf(DataTable table, DatasetOptions options) => (
        table.Find("text", options.TextColumn, WordNames),
        table.Find("label", options.LabelColumn, TagNames));

    private static List<string>? ListOf(string? field)
    {
        try
        {
            return field is null ? null : [.. JsonElement.Parse(field).EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static InputProblem? Take(DatasetAssembly assembly, Tokenizer tokenizer, TokenizedRows rows, Sentence row, string path, Dictionary<string, int> met, bool isTraining)
    {
        var place = $"line {row.Line}";
        const string Remedy = """Write {"tokens": ["Ada", "lives"], "tags": ["B-PER", "O"]}: a tag for each word.""";
        if (row.Words is not { Count: > 0 } words || row.Tags is not { } tags)
        {
            return new InputProblem(path, place, "The words or the tags are missing, empty or no list.", Remedy);
        }

        if (words.Count != tags.Count)
        {
            return new InputProblem(path, place, $"There are {words.Count} words and {tags.Count} tags.", Remedy);
        }

        if (tags.Find(string.IsNullOrWhiteSpace) is not null)
        {
            return new InputProblem(path, place, "A tag is empty.", Remedy);
        }

        if (!isTraining && tags.Find(tag => !met.ContainsKey(tag)) is { } stranger)
        {
            return new InputProblem(path, place, $"The tag '{stranger}' does not occur in the training rows.", "Correct the tag, or add training rows that have it.");
        }

        var encoding = tokenizer.EncodeWords(words);
        if (encoding.Count > assembly.MaxLength)
        {
            assembly.Intake.TruncatedRows++;
            encoding = tokenizer.WithTruncation(new TruncationOptions(assembly.MaxLength)).EncodeWords(words);
        }

        var last = -1;
        foreach (var token in encoding.Tokens)
        {
            rows.TokenIds.Add(token.Id);
            var begins = token.WordId >= 0 && token.WordId != last;
            rows.TokenLabels.Add(begins ? Number(tags[token.WordId], met) : PreparedSplit.Ignored);
            last = begins ? token.WordId : last;
        }

        rows.Add(string.Join('\u001f', words), string.Empty, row.Number, row.Line);
        return null;
    }

    private static int Number(string tag, Dictionary<string, int> met) => met.TryGetValue(tag, out var number) ? number : met[tag] = met.Count;

    private sealed record Sentence(int Number, long Line, List<string>? Words, List<string>? Tags);
}
