using System.Text.Json;
using FineTune.Functions.Storage;

namespace FineTune.Functions.Studies;

/// <summary>Reads the fields of one JSON object and notes everything that is wrong with them.</summary>
internal sealed class FieldReader
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly List<Problem> _problems;

    public FieldReader(JsonElement value, string path, IReadOnlyList<string> known, List<Problem> problems)
    {
        _object = value;
        _path = path;
        _problems = problems;
        foreach (var property in value.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            var near = NearestName.Find(property.Name, known);
            var guess = near is null ? "" : $" Did you mean '{near}'?";
            Add(property.Name, $"There is no field '{property.Name}'.{guess}", $"Use one of: {string.Join(", ", known)}.");
        }
    }

    public FieldReader? Object(string name, IReadOnlyList<string> known) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new FieldReader(value, At(name), known, _problems),
        _ => Wrong<FieldReader>(name, "is no JSON object", $"Give an object with {string.Join(", ", known)}."),
    };

    public JsonElement Raw(string name) => Take(name)?.Clone() ?? default;

    public string? Text(string name, int maxLength) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.GetString() is { Length: > 0 } text && text.Length <= maxLength => text,
        _ => Wrong<string>(name, "is no usable text", $"Give a text of 1 to {maxLength} characters."),
    };

    public string? Name(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when ResourceName.TryParse(value.GetString(), out var found) => found.Value,
        _ => Wrong<string>(name, "is no usable name", ResourceName.Grammar),
    };

    public string? Choice(string name, IReadOnlyList<string> choices, Func<string, string>? canonical = null) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when canonical is not null && choices.Contains(canonical(value.GetString()!)) => canonical(value.GetString()!),
        { ValueKind: JsonValueKind.String } value when choices.Contains(value.GetString()) => value.GetString(),
        { ValueKind: JsonValueKind.String } value => Unknown(name, value.GetString()!, choices),
        _ => Wrong<string>(name, "is no text", $"Use one of: {string.Join(", ", choices)}."),
    };

    public int? Integer(string name, int low, int high)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= low && number <= high)
        {
            return number;
        }

        Wrong<string>(name, $"is {Shown(value)}, not a whole number from {low} to {high}", $"Give a whole number from {low} to {high}.");
        return null;
    }

    public ulong? Seed(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number))
        {
            return number;
        }

        Wrong<string>(name, $"is {Shown(value)}, not a whole number from 0", "Give a whole number from 0.");
        return null;
    }

    public double? Positive(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number > 0 && double.IsFinite(number))
        {
            return number;
        }

        Wrong<string>(name, $"is {Shown(value)}, which is not above zero", "Give a number above zero, or leave the field out for no limit.");
        return null;
    }

    public IReadOnlyList<string> Texts(string name, int most)
    {
        if (Take(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Wrong<string>(name, "is no list of texts", $"Give a list of at most {most} texts.");
        return [];
    }

    public IReadOnlyList<FieldReader> Objects(string name, IReadOnlyList<string> known, int most)
    {
        if (Take(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
        {
            return [.. value.EnumerateArray().Select((item, i) => new FieldReader(item, $"{At(name)}/{i}", known, _problems))];
        }

        Wrong<string>(name, "is no list of objects", $"Give a list of at most {most} objects with {string.Join(", ", known)}.");
        return [];
    }

    public double? Number(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        Wrong<string>(name, $"is {Shown(value)}, not a number", "Give a number.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Wrong<string>(name, $"is {Shown(value)}, neither true nor false", "Give true or false.");
        return null;
    }

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }

    private JsonElement? Take(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string? Unknown(string name, string value, IReadOnlyList<string> choices)
    {
        var near = NearestName.Find(value, choices);
        var guess = near is null ? "" : $" Did you mean '{near}'?";
        Add(name, $"'{value}' is not known.{guess}", $"Use one of: {string.Join(", ", choices)}.");
        return null;
    }

    private T? Wrong<T>(string name, string what, string remedy)
        where T : class
    {
        Add(name, $"'{name}' {what}.", remedy);
        return null;
    }

    private void Add(string name, string message, string remedy) => _problems.Add(Problem.At(At(name), message, remedy));

    private string At(string name) =>
        $"{_path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
