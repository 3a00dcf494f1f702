using System.Globalization;
using System.Text;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Values as JSON, written as Python's <c>json.dumps(ensure_ascii=False)</c> writes it: so transformers' <c>tojson</c>.</summary>
internal static class JsonText
{
    /// <summary>A value as JSON on one line, or over lines with an indent.</summary>
    public static string Of(Rendering rendering, object? value, int? indent, bool sortsKeys)
    {
        var json = new StringBuilder();
        Write(rendering, json, value, indent, 0, sortsKeys);
        return rendering.Made(json.ToString());
    }

    private static void Write(Rendering rendering, StringBuilder json, object? value, int? indent, int depth, bool sortsKeys)
    {
        rendering.Spend();
        rendering.Deepen();
        switch (value)
        {
            case null: json.Append("null"); break;
            case bool flag: json.Append(flag ? "true" : "false"); break;
            case long number: json.Append(number); break;
            case double number: json.Append(double.IsFinite(number) ? FloatText.Of(number) : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"); break;
            case string text: WriteText(json, text); break;
            case ValueDictionary pairs:
                var ordered = sortsKeys ? pairs.OrderBy(p => p.Key, StringComparer.Ordinal) : pairs.AsEnumerable();
                WriteItems(json, '{', '}', ordered, indent, depth, pair =>
                {
                    WriteText(json, pair.Key);
                    json.Append(": ");
                    Write(rendering, json, pair.Value, indent, depth + 1, sortsKeys);
                });
                break;
            case IReadOnlyList<object?> list:
                WriteItems(json, '[', ']', list, indent, depth, item => Write(rendering, json, item, indent, depth + 1, sortsKeys));
                break;
            default: throw rendering.Problem($"{Values.Kind(value)} cannot be written as JSON.");
        }

        rendering.Rise();
    }

    private static void WriteItems<T>(StringBuilder json, char open, char close, IEnumerable<T> items, int? indent, int depth, Action<T> write)
    {
        var count = 0;
        json.Append(open);
        foreach (var item in items)
        {
            json.Append(count++ == 0 ? "" : indent is null ? ", " : ",");
            NewLine(json, indent, depth + 1);
            write(item);
        }

        NewLine(json, count == 0 ? null : indent, depth);
        json.Append(close);
    }

    private static void NewLine(StringBuilder json, int? indent, int depth)
    {
        if (indent is { } width)
        {
            json.Append('\n').Append(' ', width * depth);
        }
    }

    private static void WriteText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => json.Append(character),
            };
        }

        json.Append('"');
    }
}
