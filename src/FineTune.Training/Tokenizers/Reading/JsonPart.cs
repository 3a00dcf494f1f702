using System.Text.Json;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>A part of a JSON file that knows where it stands, so that every complaint names file and field.</summary>
internal readonly struct JsonPart(string file, string location, JsonElement element)
{
    /// <summary>The JSON itself.</summary>
    public JsonElement Element { get; } = element;

    /// <summary>The file's path.</summary>
    public string File { get; } = file;

    /// <summary>Whether it is absent or null.</summary>
    public bool IsNull => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>The value of <c>type</c>, or an empty text.</summary>
    public string Type => this["type"].TextOr("");

    /// <summary>A field; absent ones are null parts.</summary>
    public JsonPart this[string name] =>
        new(File, location.Length == 0 ? name : $"{location}.{name}", Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) ? value : default);

    /// <summary>The elements of a list; none for an absent one.</summary>
    public IEnumerable<JsonPart> Items()
    {
        if (IsNull)
        {
            yield break;
        }

        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Problem("It must be a list.");
        }

        var index = 0;
        foreach (var item in Element.EnumerateArray())
        {
            yield return new JsonPart(File, $"{location}[{index++}]", item);
        }
    }

    /// <summary>The text, which must be there.</summary>
    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Problem("It must be a text.");

    /// <summary>The text, or a default where it is absent.</summary>
    public string TextOr(string fallback) => IsNull ? fallback : Text();

    /// <summary>The text, or null where it is absent.</summary>
    public string? TextOrNull() => IsNull ? null : Text();

    /// <summary>The flag, or a default where it is absent.</summary>
    public bool FlagOr(bool fallback) => FlagOrNull() ?? fallback;

    /// <summary>The flag, or null where it is absent.</summary>
    public bool? FlagOrNull() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => throw Problem("It must be true or false."),
    };

    /// <summary>The integer, which must be there.</summary>
    public int Integer() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) ? value : throw Problem("It must be an integer.");

    /// <summary>The integer, or a default where it is absent.</summary>
    public int IntegerOr(int fallback) => IsNull ? fallback : Integer();

    /// <summary>A complaint about this part.</summary>
    public InvalidInputException Problem(string what) =>
        new(File, location.Length == 0 ? null : location, what, "Use the tokenizer files that belong to the model, as the tokenizers library wrote them.");

    /// <summary>A complaint that a type is not supported.</summary>
    public InvalidInputException Unsupported() =>
        new(File, location, $"The type '{Type}' is not supported.", "Use a model whose tokenizer has known parts.");
}
