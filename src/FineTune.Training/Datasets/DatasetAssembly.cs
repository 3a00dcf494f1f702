using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Training.Models;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Datasets;

/// <summary>The way from a dataset's text files to its splits that all tasks share: read each file, divide, look for what spoils, sum up.</summary>
internal sealed class DatasetAssembly
{
    private readonly string _task;
    private readonly int _wantedLength;

    /// <summary>Begins with the model's tokenizer and limits.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="files">The files.</param>
    /// <param name="modelFolder">The model.</param>
    /// <param name="options">Split fractions, seed and maximum length.</param>
    /// <param name="defaultLength">The maximum length where the options say none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public DatasetAssembly(string task, DatasetFiles files, string modelFolder, DatasetOptions options, int defaultLength, CancellationToken cancellationToken)
    {
        (_task, Files, Options) = (task, files, options);
        Tokenizer = Tokenizer.Load(modelFolder);
        _wantedLength = options.MaxLength ?? defaultLength;
        MaxLength = Math.Min(_wantedLength, ModelLimit(modelFolder));
        HasTokenTypes = !File.Exists(Path.Combine(modelFolder, "config.json")) || ModelFolder.ReadConfig(modelFolder).Config.TokenTypes > 1;
        Intake = new RowIntake(options, cancellationToken);
    }

    /// <summary>The files.</summary>
    public DatasetFiles Files { get; }

    /// <summary>How they are read.</summary>
    public DatasetOptions Options { get; }

    /// <summary>The model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The longest row in tokens.</summary>
    public int MaxLength { get; }

    /// <summary>Whether the model tells the texts of a pair apart by token types.</summary>
    public bool HasTokenTypes { get; }

    /// <summary>Counts what is skipped and cut.</summary>
    public RowIntake Intake { get; }

    /// <summary>The training rows.</summary>
    public TokenizedRows Train { get; private set; } = new();

    private TokenizedRows? Validation { get; set; }

    private TokenizedRows? Test { get; set; }

    /// <summary>Reads every file; training comes first.</summary>
    public void Read(Func<string, TokenizedRows> read)
    {
        Train = read(Files.Train);
        Validation = Files.Validation is null ? null : read(Files.Validation);
        Test = Files.Test is null ? null : read(Files.Test);
    }

    /// <summary>Divides the rows and sums up.</summary>
    /// <param name="labels">The labels in order.</param>
    /// <param name="strata">For each training row what is to be in every split in its proportion.</param>
    /// <param name="encoding">How labels become what is learned.</param>
    /// <param name="columns">The columns of text, second text and label, for the summary.</param>
    /// <param name="contradictions">Whether one text with two labels is a contradiction.</param>
    /// <param name="before">Findings that are told first.</param>
    /// <param name="after">Findings that are told last.</param>
    public PreparedDataset Finish(
        ImmutableArray<string> labels, IReadOnlyList<int> strata, TargetEncoding encoding, (string Text, string? Pair, string Label) columns, bool contradictions, IEnumerable<string?> before, IEnumerable<string?> after)
    {
        var groups = DatasetFindings.GroupsOf(Train);
        var assigned = StratifiedSplit.Assign(
            strata, groups, Validation is null ? Options.ValidationFraction : 0, Test is null ? Options.TestFraction : 0, Options.Seed);
        PreparedSplit[] splits =
        [
            Train.ToSplit(row => assigned[row] == 0, encoding),
            Validation?.ToSplit(_ => true, encoding) ?? Train.ToSplit(row => assigned[row] == 1, encoding),
            Test?.ToSplit(_ => true, encoding) ?? Train.ToSplit(row => assigned[row] == 2, encoding),
        ];
        if (splits[1].Count == 0)
        {
            throw new InvalidInputException(Files.Train, null, $"Its {Train.Count} rows are too few to split off validation rows.", "Add rows (at least 3 different texts a label), or add a validation file.");
        }

        string?[] warnings =
        [
            .. before,
            Options.MaxLength is not null && MaxLength < _wantedLength ? $"The maximum length was lowered from {_wantedLength} to {MaxLength} tokens, the most that the model takes." : null,
            .. Intake.Warnings,
            contradictions ? DatasetFindings.ContradictingDuplicates(Train, groups) : null,
            DatasetFindings.Duplicates(groups),
            .. Leakage(),
            .. after,
            Intake.TruncatedRows > 0 ? $"{Intake.TruncatedRows} rows are longer than {MaxLength} tokens and were cut off." : null,
        ];
        var summary = Summarize(splits, labels.Length, columns, [.. warnings.OfType<string>()]);
        var padding = Tokenizer.SpecialTokens.Padding ?? Tokenizer.SpecialTokens.EndOfText ?? 0;
        return new PreparedDataset(labels, padding, MaxLength, splits[0], splits[1], splits[2], summary, _task, _task == "masked-language-modeling" ? Tokenizer.SpecialTokens.Mask : null);
    }

    private IEnumerable<string?> Leakage()
    {
        string Name(string? path) => Path.GetFileName(path) ?? "";
        yield return Validation is null ? null : DatasetFindings.Leakage(Train, Name(Files.Train), Validation, Name(Files.Validation));
        yield return Test is null ? null : DatasetFindings.Leakage(Train, Name(Files.Train), Test, Name(Files.Test));
        yield return Validation is null || Test is null ? null : DatasetFindings.Leakage(Validation, Name(Files.Validation), Test, Name(Files.Test));
    }

    private DatasetSummary Summarize(PreparedSplit[] splits, int labelCount, (string Text, string? Pair, string Label) columns, ImmutableArray<string> warnings)
    {
        var counts = new int[labelCount];
        foreach (var split in splits)
        {
            foreach (var label in split.LabelIds)
            {
                counts[label]++;
            }

            for (var i = 0; split.TargetWidth == labelCount && i < split.Targets.Length; i++)
            {
                counts[i % labelCount] += split.Targets[i] > 0 ? 1 : 0;
            }

            foreach (var tag in labelCount > 0 ? split.TokenLabels.Where(tag => tag >= 0) : [])
            {
                counts[tag]++;
            }
        }

        return new DatasetSummary(
            splits[0].Count,
            splits[1].Count,
            splits[2].Count,
            [.. counts],
            splits.Max(split => Enumerable.Range(0, split.Count).Select(split.Length).DefaultIfEmpty().Max()),
            (double)splits.Sum(split => (long)split.TokenIds.Length) / splits.Sum(split => split.Count),
            Intake.TruncatedRows,
            Intake.SkippedRows,
            columns.Text,
            columns.Label,
            warnings,
            columns.Pair);
    }

    /// <summary>The most tokens that the model has positions for; RoBERTa's tables begin after the padding position.</summary>
    private static int ModelLimit(string modelFolder)
    {
        var path = Path.Combine(modelFolder, "config.json");
        if (!File.Exists(path))
        {
            return int.MaxValue;
        }

        using var json = Tokenizers.Reading.TokenizerFile.Parse(path);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !(root.TryGetProperty("max_position_embeddings", out var limit) || root.TryGetProperty("n_positions", out limit))
            || limit.ValueKind != JsonValueKind.Number || !limit.TryGetInt32(out var positions))
        {
            return int.MaxValue;
        }

        var type = root.TryGetProperty("model_type", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : "";
        return type is "roberta" or "xlm-roberta" or "camembert" ? positions - 2 : positions;
    }
}
