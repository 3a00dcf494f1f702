using System.Collections;
using System.Text.Json;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>
/// What Python's values do, for the kinds a template can hold: null (None), <see cref="Undefined"/>, bool, long, double,
/// string, <c>List&lt;object&gt;</c>, <c>object[]</c> (a tuple), <see cref="ValueDictionary"/>,
/// <see cref="JinjaNamespace"/>, <see cref="LoopState"/> and <see cref="Callable"/>.
/// </summary>
internal static class Values
{
    /// <summary>Turns what a caller gives (JSON, dictionaries, lists, numbers, texts) into a template's values.</summary>
    public static object? From(object? value) => value switch
    {
        null or bool or string or long or double or List<object?> or object?[] or ValueDictionary or Callable => value,
        int number => (long)number,
        float number => (double)number,
        JsonElement json => FromJson(json),
        IReadOnlyDictionary<string, object?> pairs => Dictionary(pairs.Select(p => (p.Key, From(p.Value)))),
        IEnumerable items => items.Cast<object?>().Select(From).ToList(),
        _ => throw new ArgumentException($"A chat template cannot use a value of type {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>A dictionary of pairs.</summary>
    public static ValueDictionary Dictionary(IEnumerable<(string Key, object? Value)> pairs)
    {
        var result = new ValueDictionary();
        foreach (var (key, value) in pairs)
        {
            result[key] = value;
        }

        return result;
    }

    /// <summary>Whether a value counts as true.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        ICollection list => list.Count > 0,
        _ => true,
    };

    /// <summary>Whether two values are equal: 1, 1.0 and true are; lists and dictionaries are compared by content.</summary>
    public static bool AreEqual(Rendering rendering, object? left, object? right)
    {
        rendering.Spend();
        rendering.Deepen();
        var equal = (left, right) switch
        {
            (string a, string b) => a == b,
            (long a, long b) => a == b,
            (bool or long or double, bool or long or double) => Number(left) == Number(right),
            (Undefined, Undefined) => true,
            (List<object?> a, List<object?> b) => AllEqual(rendering, a, b),
            (object?[] a, object?[] b) => AllEqual(rendering, a, b),
            (ValueDictionary a, ValueDictionary b) => a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var other) && AreEqual(rendering, p.Value, other)),
            _ => ReferenceEquals(left, right),
        };
        rendering.Rise();
        return equal;
    }

    /// <summary>Compares two numbers or two texts.</summary>
    public static int Compare(Rendering rendering, object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (bool or long or double, bool or long or double) => Number(left).CompareTo(Number(right)),
        _ => throw rendering.Problem($"{Kind(left)} and {Kind(right)} have no order."),
    };

    /// <summary>Whether a value holds another: a part of a text, an item of a list, a key of a dictionary.</summary>
    public static bool Contains(Rendering rendering, object? container, object? item) => container switch
    {
        string text => item is string part ? text.Contains(part, StringComparison.Ordinal) : throw rendering.Problem($"A text is asked whether it holds {Kind(item)}."),
        ValueDictionary pairs => item is string key && pairs.ContainsKey(key),
        _ => Iterate(rendering, container).Any(other => AreEqual(rendering, other, item)),
    };

    /// <summary>The items of a list, the keys of a dictionary, the characters of a text; nothing of what is undefined.</summary>
    public static IReadOnlyList<object?> Iterate(Rendering rendering, object? value) => value switch
    {
        IReadOnlyList<object?> list => list,
        ValueDictionary pairs => [.. pairs.Keys],
        string text => rendering.Made(CodePointText.Split(text)),
        Undefined => [],
        _ => throw rendering.Problem($"{Kind(value)} cannot be gone through."),
    };

    /// <summary>The number of items, keys or characters.</summary>
    public static long Length(Rendering rendering, object? value) => value switch
    {
        string text => CodePointText.Length(text),
        ICollection list => list.Count,
        Undefined => 0,
        _ => throw rendering.Problem($"{Kind(value)} has no length."),
    };

    /// <summary>A number as such; true is 1.</summary>
    public static double Number(object? value) => value switch { bool flag => flag ? 1 : 0, long number => number, double number => number, _ => double.NaN };

    /// <summary>What a value is, in the words of a message.</summary>
    public static string Kind(object? value) => value switch
    {
        null => "none",
        Undefined undefined => $"'{undefined.Name}', which is undefined,",
        bool => "a truth value",
        long or double => "a number",
        string => "a text",
        ValueDictionary => "a dictionary",
        IReadOnlyList<object?> => "a list",
        JinjaNamespace => "a namespace",
        Callable => "a function",
        _ => "this value",
    };

    private static bool AllEqual(Rendering rendering, IReadOnlyList<object?> a, IReadOnlyList<object?> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => AreEqual(rendering, pair.First, pair.Second));

    private static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) && !json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? (object)whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(FromJson).ToList(),
        JsonValueKind.Object => Dictionary(json.EnumerateObject().Select(p => (p.Name, FromJson(p.Value)))),
        _ => null,
    };
}
