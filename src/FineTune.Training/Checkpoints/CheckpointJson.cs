using System.Text.Json.Serialization;

namespace FineTune.Training.Checkpoints;

/// <summary>The JSON of checkpoints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrainingProgress))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
