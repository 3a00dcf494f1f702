using System.Text;
using System.Text.Json;

namespace FineTune.Training.Datasets;

/// <summary>Reads JSON lines as a stream: one object a line; blank lines are passed over.</summary>
internal sealed class JsonLinesFile(string path)
{
    /// <summary>All objects with their lines.</summary>
    /// <exception cref="InvalidInputException">A line is no JSON object; names the line.</exception>
    public IEnumerable<(long Line, JsonElement Row)> Rows()
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        if (reader.Peek() == '[')
        {
            throw new InvalidInputException(path, "line 1", "The file is a JSON list; JSON lines have one object a line.", "Convert it: jq -c '.[]' file.json > file.jsonl");
        }

        long number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, Parse(line, number));
            }
        }
    }

    /// <summary>A field as text: numbers and flags as they are written, lists and objects too where they are wanted; null for null, absent and anything else.</summary>
    public static string? Field(JsonElement row, string name, bool takesLists = false) => !row.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array or JsonValueKind.Object when takesLists => value.GetRawText(),
        _ => null,
    };

    private JsonElement Parse(string line, long number)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            StrictJson.ThrowIfNotText(bytes);
            var row = JsonElement.Parse(bytes);
            return row.ValueKind == JsonValueKind.Object ? row : throw Broken(number, "The line is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw Broken(number, $"The line is not valid JSON (position {e.BytePositionInLine + 1}).");
        }
    }

    private InvalidInputException Broken(long line, string what) =>
        new(path, $"line {line}", what, """Write one object a line, such as {"text": "...", "label": "..."}.""");
}
