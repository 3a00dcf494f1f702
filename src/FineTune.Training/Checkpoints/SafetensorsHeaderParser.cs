using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace FineTune.Training.Checkpoints;

/// <summary>Reads the JSON of a safetensors header, strictly: every field once, nothing unknown.</summary>
internal sealed class SafetensorsHeaderParser(string path)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    public List<SafetensorsEntry> Entries { get; } = [];

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public void Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!_names.Add(name))
                {
                    throw SafetensorsHeader.Problem(path, $"tensor '{name}'", "The header names it twice.");
                }

                if (name == "__metadata__")
                {
                    ParseMetadata(ref reader);
                }
                else
                {
                    Entries.Add(ParseEntry(ref reader, name));
                }
            }

            if (reader.TokenType != JsonTokenType.EndObject || reader.Read())
            {
                throw SafetensorsHeader.Problem(path, "header", "It is not one JSON object.");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw SafetensorsHeader.Problem(path, $"byte {8 + reader.BytesConsumed}", "The header is not valid JSON.");
        }
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw SafetensorsHeader.Problem(path, "__metadata__", "It is not an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !_metadata.TryAdd(key, reader.GetString()!))
            {
                throw SafetensorsHeader.Problem(path, "__metadata__", $"The value of '{key}' is not a text, or it is there twice.");
            }
        }
    }

    private SafetensorsEntry ParseEntry(ref Utf8JsonReader reader, string name)
    {
        SafetensorsType? type = null;
        long[]? shape = null, offsets = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Entry(name, "Its entry is not an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString();
            reader.Read();
            switch (field)
            {
                case "dtype" when type is null:
                    type = ParseType(ref reader, name);
                    break;
                case "shape" when shape is null:
                    shape = ParseNumbers(ref reader, name, field);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ParseNumbers(ref reader, name, field);
                    break;
                default:
                    throw Entry(name, $"Field '{field}' is unknown or there twice.");
            }
        }

        if (type is null || shape is null || offsets is not { Length: 2 } || offsets[0] > offsets[1])
        {
            throw Entry(name, "It needs dtype, shape and two ascending data_offsets.");
        }

        if (!SafetensorsEntry.TryByteLength(type.Value, shape, out var length) || length != offsets[1] - offsets[0])
        {
            throw Entry(name, $"{type} [{string.Join(", ", shape)}] does not fit the {offsets[1] - offsets[0]} bytes of its data.");
        }

        return new SafetensorsEntry(name, type.Value, [.. shape], offsets[0], length);
    }

    private SafetensorsType ParseType(ref Utf8JsonReader reader, string name)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null && Enum.TryParse<SafetensorsType>(text.Replace("_", "", StringComparison.Ordinal), out var type) && SafetensorsEntry.NameOf(type) == text
            ? type
            : throw Entry(name, $"Its dtype '{text}' is unknown.");
    }

    private long[] ParseNumbers(ref Utf8JsonReader reader, string name, string field)
    {
        var numbers = new List<long>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Entry(name, $"Its {field} is not a list.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            numbers.Add(reader.TryGetInt64(out var number) && number >= 0 ? number : throw Entry(name, $"Its {field} holds a number that is negative or no integer."));
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. numbers] : throw Entry(name, $"Its {field} holds something that is no number.");
    }

    private InvalidInputException Entry(string name, string what) => SafetensorsHeader.Problem(path, $"tensor '{name}'", what);
}
