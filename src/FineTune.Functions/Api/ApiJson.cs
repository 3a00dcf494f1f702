using System.Text.Json.Serialization;

namespace FineTune.Functions.Api;

/// <summary>The JSON of the HTTP API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(BestView))]
[JsonSerializable(typeof(FileView))]
[JsonSerializable(typeof(FolderPage))]
[JsonSerializable(typeof(FolderView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemReport))]
[JsonSerializable(typeof(StudyAccepted))]
[JsonSerializable(typeof(StudyPage))]
[JsonSerializable(typeof(StudyView))]
[JsonSerializable(typeof(TrialPage))]
[JsonSerializable(typeof(TrialView))]
internal sealed partial class ApiJson : JsonSerializerContext;
