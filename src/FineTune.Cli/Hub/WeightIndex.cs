using System.Text.Json.Serialization;

namespace FineTune.Cli.Hub;

/// <summary><c>model.safetensors.index.json</c>.</summary>
/// <param name="Files">The file that each tensor is in.</param>
internal sealed record WeightIndex([property: JsonPropertyName("weight_map")] IReadOnlyDictionary<string, string>? Files);
