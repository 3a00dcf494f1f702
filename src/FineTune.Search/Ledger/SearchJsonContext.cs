using System.Text.Json;
using System.Text.Json.Serialization;
using FineTune.Search.Finalists;
using FineTune.Search.Planning;

namespace FineTune.Search.Ledger;

/// <summary>The JSON of the ledger and of a study's rules: camelCase, enums as words, NaN and infinities as strings.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    AllowOutOfOrderMetadataProperties = true,
    WriteIndented = false)]
[JsonSerializable(typeof(LedgerEvent))]
[JsonSerializable(typeof(PlanDecision))]
[JsonSerializable(typeof(StudyRules))]
[JsonSerializable(typeof(FinalistDecision))]
internal sealed partial class SearchJsonContext : JsonSerializerContext;
