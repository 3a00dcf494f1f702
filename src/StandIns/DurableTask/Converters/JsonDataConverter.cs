using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>Values as JSON, fields included.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions FieldsIncluded = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>Takes the JSON settings; null: the default ones with fields included.</summary>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? FieldsIncluded;

    /// <summary>The converter with default settings.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
