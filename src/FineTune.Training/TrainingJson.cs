using System.Text.Json.Serialization;

namespace FineTune.Training;

/// <summary>The JSON of hyperparameters, reports and recommendations: camel case, as studies write them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Hyperparameters))]
[JsonSerializable(typeof(EpochReport))]
[JsonSerializable(typeof(IReadOnlyList<PortfolioSetting>))]
[JsonSerializable(typeof(IReadOnlyList<RecommendedRange>))]
[JsonSerializable(typeof(DeviceFindings))]
public sealed partial class TrainingJson : JsonSerializerContext;
