using System.Text.Json.Serialization;

namespace FineTune.Training.Pretraining;

/// <summary>What a pre-training has to remember besides its tensors: pretraining.json.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Tokens">Tokens seen.</param>
/// <param name="Seconds">Training time over all runs.</param>
/// <param name="Request">What was asked for, apart from folders.</param>
internal sealed record PretrainingState(long Step, long Tokens, double Seconds, PretrainRequest Request);

/// <summary>The JSON of pre-training.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PretrainingState))]
[JsonSerializable(typeof(PretrainReport))]
internal sealed partial class PretrainingJson : JsonSerializerContext;
