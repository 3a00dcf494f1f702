using System.Collections.Immutable;

namespace FineTune.Training.Datasets;

/// <summary>The content of <c>dataset.json</c>.</summary>
internal sealed record PreparedDatasetHeader(ImmutableArray<string> Labels, int PadTokenId, int MaxLength, string ContentHash, DatasetSummary Summary);
