using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FineTune.Training.Datasets;

/// <summary>What a prepared dataset holds, in numbers and words.</summary>
/// <param name="TrainRows">Rows of the training split.</param>
/// <param name="ValidationRows">Rows of the validation split.</param>
/// <param name="TestRows">Rows of the test split.</param>
/// <param name="LabelCounts">Rows by label over all splits, in the order of the labels.</param>
/// <param name="LongestRow">Tokens of the longest row, special tokens counted, after truncation.</param>
/// <param name="MeanLength">Mean tokens a row.</param>
/// <param name="TruncatedRows">Rows that were cut to the maximum length.</param>
/// <param name="SkippedRows">Rows left out (empty text or label, unknown label).</param>
/// <param name="TextColumn">The column that the texts came from.</param>
/// <param name="LabelColumn">The column that the labels came from.</param>
/// <param name="Warnings">What a user should know, a sentence each.</param>
/// <param name="TextPairColumn">The column that the second texts came from; null where rows have one text.</param>
public sealed record DatasetSummary(
    int TrainRows,
    int ValidationRows,
    int TestRows,
    ImmutableArray<int> LabelCounts,
    int LongestRow,
    double MeanLength,
    int TruncatedRows,
    int SkippedRows,
    string TextColumn,
    string LabelColumn,
    ImmutableArray<string> Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TextPairColumn = null);
