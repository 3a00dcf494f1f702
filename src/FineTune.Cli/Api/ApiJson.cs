using System.Text.Json;
using System.Text.Json.Serialization;

namespace FineTune.Cli.Api;

/// <summary>Source-generated JSON of the API's messages.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(BestView))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(StudyAccepted))]
[JsonSerializable(typeof(StudyPage))]
[JsonSerializable(typeof(StudyView))]
[JsonSerializable(typeof(TrialPage))]
public sealed partial class ApiJson : JsonSerializerContext;
