using System.Text.Json.Serialization;

namespace FineTune.Training.Datasets;

/// <summary>The JSON of prepared datasets.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PreparedDatasetHeader))]
internal sealed partial class DatasetsJson : JsonSerializerContext;
