using System.Text.Json.Serialization;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>The JSON of a study's documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(EarlierStudy))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(Hyperparameters))]
[JsonSerializable(typeof(IReadOnlyList<Problem>))]
[JsonSerializable(typeof(ParameterValue))]
[JsonSerializable(typeof(SegmentIdentity))]
[JsonSerializable(typeof(StudyPlan))]
[JsonSerializable(typeof(StudyTicket))]
internal sealed partial class StudiesJson : JsonSerializerContext;
