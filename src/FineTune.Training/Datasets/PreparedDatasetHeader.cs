using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FineTune.Training.Datasets;

/// <summary>The content of <c>dataset.json</c>.</summary>
/// <remarks>Without a task the dataset is of the task that was the only one once.</remarks>
internal sealed record PreparedDatasetHeader(
    ImmutableArray<string> Labels,
    int PadTokenId,
    int MaxLength,
    string ContentHash,
    DatasetSummary Summary,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Task = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaskTokenId = null);
