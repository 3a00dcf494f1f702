using System.Text.Json.Serialization;

namespace FineTune.Functions.Reports;

/// <summary>The JSON of a study's result.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true)]
[JsonSerializable(typeof(ResultMetrics))]
internal sealed partial class ReportsJson : JsonSerializerContext;
