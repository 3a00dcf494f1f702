using System.Text.Json;
using System.Text.Json.Serialization;

namespace FineTune.Search.Spaces;

/// <summary>Reads and writes a <see cref="ParameterValue"/> as a plain JSON number, string or boolean.</summary>
/// <remarks>A number with neither point nor exponent is an integer; floats are always written with one, so that the kind survives.</remarks>
public sealed class ParameterValueJsonConverter : JsonConverter<ParameterValue>
{
    /// <inheritdoc />
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadValue(ref reader);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options) =>
        WriteValue(writer, value);

    internal static ParameterValue ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return ParameterValue.Of(true);
            case JsonTokenType.False:
                return ParameterValue.Of(false);
            case JsonTokenType.String:
                return ParameterValue.Of(reader.GetString()!);
            case JsonTokenType.Number:
                return reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && reader.TryGetInt64(out var integer)
                    ? ParameterValue.Of(integer)
                    : ParameterValue.Of(reader.GetDouble());
            default:
                throw new JsonException("A hyperparameter's value is a number, a text, true or false.");
        }
    }

    internal static void WriteValue(Utf8JsonWriter writer, ParameterValue value)
    {
        switch (value.Kind)
        {
            case ParameterKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case ParameterKind.Text:
                writer.WriteStringValue(value.AsText());
                break;
            default:
                writer.WriteRawValue(value.ToString());
                break;
        }
    }

    /// <summary>The value of a JSON element, or null where it is an object, an array or null.</summary>
    internal static ParameterValue? FromElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => ParameterValue.Of(true),
        JsonValueKind.False => ParameterValue.Of(false),
        JsonValueKind.String => ParameterValue.Of(element.GetString()!),
        JsonValueKind.Number when element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 && element.TryGetInt64(out var integer)
            => ParameterValue.Of(integer),
        JsonValueKind.Number => ParameterValue.Of(element.GetDouble()),
        _ => null,
    };
}
