using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.History;

/// <summary>History events as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(ParentLink))]
[JsonSerializable(typeof(TaskFailureDetails))]
[JsonSerializable(typeof(TraceLink))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    public static string Write(HistoryEvent value) => JsonSerializer.Serialize(value, Default.HistoryEvent);

    public static HistoryEvent Read(string json) => JsonSerializer.Deserialize(json, Default.HistoryEvent)
        ?? throw new JsonException("A history event is null.");

    public static string? WriteFailure(TaskFailureDetails? value) =>
        value is null ? null : JsonSerializer.Serialize(value, Default.TaskFailureDetails);

    public static TaskFailureDetails? ReadFailure(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, Default.TaskFailureDetails);

    public static string? WriteParent(ParentLink? value) => value is null ? null : JsonSerializer.Serialize(value, Default.ParentLink);

    public static ParentLink? ReadParent(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Default.ParentLink);

    public static string? WriteTrace(TraceLink? value) => value is null ? null : JsonSerializer.Serialize(value, Default.TraceLink);

    public static TraceLink? ReadTrace(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Default.TraceLink);

    public static string? WriteTags(IReadOnlyDictionary<string, string>? tags) =>
        tags is null or { Count: 0 } ? null : JsonSerializer.Serialize(new(tags), Default.DictionaryStringString);

    public static IReadOnlyDictionary<string, string>? ReadTags(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, Default.DictionaryStringString);
}
