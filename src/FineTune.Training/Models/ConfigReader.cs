using System.Globalization;
using System.Text.Json;

namespace FineTune.Training.Models;

/// <summary>Typed access to config.json that collects every problem instead of failing at the first.</summary>
internal sealed class ConfigReader
{
    private readonly string _path;
    private readonly List<InputProblem> _problems = [];

    private ConfigReader(string path, JsonElement json) => (_path, Json) = (path, json);

    /// <summary>The whole file.</summary>
    public JsonElement Json { get; }

    /// <summary>Opens config.json of a model folder.</summary>
    /// <exception cref="InvalidInputException">The file is absent or is no JSON object.</exception>
    public static ConfigReader Open(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
        {
            throw new InvalidInputException(path, null, "The model folder has no config.json.", "Put the config.json of the pretrained model beside its weights.");
        }

        try
        {
            using var document = StrictJson.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ConfigReader(path, document.RootElement.Clone())
                : throw new InvalidInputException(path, null, "It is not a JSON object.", "Download the file again.");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(path, $"line {e.LineNumber + 1}", "It is not valid JSON.", "Download the file again.");
        }
    }

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public int Integer(string name, int fallback, int least = 1)
    {
        if (!TryGet(name, out var value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least)
        {
            return number;
        }

        Problem(name, $"'{name}' is {value.GetRawText()}; a whole number of at least {least} is needed.");
        return Math.Max(fallback, least);
    }

    /// <summary>A number within bounds.</summary>
    public double Number(string name, double fallback, double low = 0, double high = double.MaxValue)
    {
        if (!TryGet(name, out var value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && number >= low && number <= high)
        {
            return number;
        }

        Problem(name, string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value.GetRawText()}; a number from {low} to {high} is needed."));
        return fallback;
    }

    /// <summary>A text, or the fallback where the field is absent or null.</summary>
    public string Text(string name, string fallback) =>
        TryGet(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : fallback;

    /// <summary>A truth value.</summary>
    public bool Flag(string name, bool fallback)
    {
        if (!TryGet(name, out var value))
        {
            return fallback;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Problem(name, $"'{name}' is {value.GetRawText()}; true or false is needed.");
        return fallback;
    }

    /// <summary>A list of whole numbers of at least 1, with at least one of them.</summary>
    public IReadOnlyList<int> Integers(string name, IReadOnlyList<int> fallback)
    {
        if (!TryGet(name, out var value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out var number) && number >= 1))
        {
            return [.. value.EnumerateArray().Select(v => v.GetInt32())];
        }

        Problem(name, $"'{name}' is {value.GetRawText()}; a list of whole numbers of at least 1 is needed.");
        return fallback;
    }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>The names of id2label in the order of their numbers; empty where the file has none.</summary>
    public IReadOnlyList<string> Labels()
    {
        if (!TryGet("id2label", out var map) || map.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var labels = new SortedDictionary<int, string>();
        foreach (var property in map.EnumerateObject())
        {
            if (int.TryParse(property.Name, CultureInfo.InvariantCulture, out var id) && property.Value.ValueKind == JsonValueKind.String)
            {
                labels[id] = property.Value.GetString()!;
            }
        }

        if (!labels.Keys.SequenceEqual(Enumerable.Range(0, map.EnumerateObject().Count())))
        {
            Problem("id2label", "The numbers of 'id2label' are not 0, 1, 2, ...");
        }

        return [.. labels.Values];
    }

    /// <summary>Notes that a field does not fit.</summary>
    public void Problem(string field, string what) =>
        _problems.Add(new InputProblem(_path, field, what, "Use the config.json that belongs to the weights."));

    /// <summary>Ends the reading.</summary>
    /// <exception cref="InvalidInputException">At least one field did not fit; all are listed.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidInputException(_problems);
        }
    }

    private bool TryGet(string name, out JsonElement value) =>
        Json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
