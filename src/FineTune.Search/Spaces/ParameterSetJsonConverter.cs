using System.Text.Json;
using System.Text.Json.Serialization;

namespace FineTune.Search.Spaces;

/// <summary>Reads and writes a <see cref="ParameterSet"/> as a JSON object whose order is kept.</summary>
public sealed class ParameterSetJsonConverter : JsonConverter<ParameterSet>
{
    /// <inheritdoc />
    public override ParameterSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A set of hyperparameters is a JSON object.");
        }

        var entries = new List<KeyValuePair<string, ParameterValue>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (entries.Exists(entry => entry.Key == name))
            {
                throw new JsonException($"The hyperparameter '{name}' is there twice.");
            }

            entries.Add(KeyValuePair.Create(name, ParameterValueJsonConverter.ReadValue(ref reader)));
        }

        return ParameterSet.Create(entries);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ParameterSet value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (name, parameter) in value)
        {
            writer.WritePropertyName(name);
            ParameterValueJsonConverter.WriteValue(writer, parameter);
        }

        writer.WriteEndObject();
    }
}
