using System.Globalization;
using System.Text;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Values as text, as Python prints them.</summary>
internal static class ValueText
{
    /// <summary>A value as it is written to the output.</summary>
    public static string Of(Rendering rendering, object? value) => value switch
    {
        string text => text,
        Undefined => "",
        _ => rendering.Made(Inside(rendering, value)),
    };

    private static string Inside(Rendering rendering, object? value)
    {
        rendering.Spend();
        rendering.Deepen();
        var text = value switch
        {
            null => "None",
            bool flag => flag ? "True" : "False",
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => FloatText.Of(number),
            string inner => Quoted(inner),
            object?[] tuple => tuple.Length == 1 ? $"({Inside(rendering, tuple[0])},)" : $"({string.Join(", ", tuple.Select(item => Inside(rendering, item)))})",
            List<object?> list => $"[{string.Join(", ", list.Select(item => Inside(rendering, item)))}]",
            ValueDictionary pairs => $"{{{string.Join(", ", pairs.Select(p => $"{Quoted(p.Key)}: {Inside(rendering, p.Value)}"))}}}",
            Undefined => "Undefined",
            JinjaNamespace space => $"<Namespace {Inside(rendering, Values.Dictionary(space.Attributes.Select(a => (a.Key, a.Value))))}>",
            _ => throw rendering.Problem($"{Values.Kind(value)} cannot be written."),
        };
        rendering.Rise();
        rendering.Spend(text.Length);
        return text;
    }

    /// <summary>A text in Python's quotes: single ones unless only double ones spare an escape.</summary>
    private static string Quoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\\' => result.Append("\\\\"),
                _ when character == quote => result.Append('\\').Append(quote),
                _ when !IsPrintable(character) => result.Append(character < 0x100 ? $"\\x{(int)character:x2}" : $"\\u{(int)character:x4}"),
                _ => result.Append(character),
            };
        }

        return result.Append(quote).ToString();
    }

    private static bool IsPrintable(char character) => character == ' ' || char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
