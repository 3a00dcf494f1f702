namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Attributes, items and slices. Only what a template's values themselves hold can be reached, never anything of .NET.</summary>
internal static class Access
{
    /// <summary><c>value.name</c>: a method of the value's kind, else an item of a dictionary.</summary>
    public static object? Attribute(Rendering rendering, object? value, string name) => value switch
    {
        Undefined undefined => throw rendering.Problem($"'{undefined.Name}' is undefined; '{name}' of it is asked for."),
        ValueDictionary pairs => (object?)DictionaryMethods.Find(pairs, name) ?? (pairs.TryGetValue(name, out var item) ? item : new Undefined(name)),
        string text => (object?)TextMethods.Find(text, name) ?? new Undefined(name),
        IReadOnlyList<object?> list => (object?)ListMethods.Find(list, name) ?? new Undefined(name),
        JinjaNamespace space => space.Attributes.TryGetValue(name, out var attribute) ? attribute : new Undefined(name),
        LoopState loop => loop.Attribute(name),
        _ => new Undefined(name),
    };

    /// <summary><c>value[key]</c>: an item, else what <see cref="Attribute"/> gives.</summary>
    public static object? Item(Rendering rendering, object? value, object? key) => (value, key) switch
    {
        (Undefined undefined, _) => throw rendering.Problem($"'{undefined.Name}' is undefined; an item of it is asked for."),
        (ValueDictionary pairs, string name) => pairs.TryGetValue(name, out var item) ? item : Attribute(rendering, value, name),
        (IReadOnlyList<object?> list, long place) => At(list, place),
        (string text, long place) => At(CodePointText.HasPairs(text) ? rendering.Made(CodePointText.Split(text)) : new Characters(text), place),
        (_, string name) => Attribute(rendering, value, name),
        _ => new Undefined(ValueText.Of(rendering, key)),
    };

    /// <summary><c>value[start:stop:step]</c> of a list or a text, with Python's rules.</summary>
    public static object? Slice(Rendering rendering, object? value, object? start, object? stop, object? step)
    {
        var items = value switch
        {
            string text when !CodePointText.HasPairs(text) => new Characters(text),
            string text => rendering.Made(CodePointText.Split(text)),
            IReadOnlyList<object?> list => list,
            _ => throw rendering.Problem($"{Values.Kind(value)} cannot be sliced."),
        };
        var by = Bound(rendering, step) ?? 1;
        if (by == 0)
        {
            throw rendering.Problem("The step of a slice must not be 0.");
        }

        var from = Clamp(Bound(rendering, start) ?? (by > 0 ? 0 : long.MaxValue), items.Count, by);
        var to = Bound(rendering, stop) is { } bound ? Clamp(bound, items.Count, by) : by > 0 ? items.Count : -1;
        var result = rendering.Made(Take(items, from, to, by));
        return value switch
        {
            string => string.Concat(result),
            object?[] => result.ToArray(),
            _ => result,
        };
    }

    private static IEnumerable<object?> Take(IReadOnlyList<object?> items, long from, long to, long by)
    {
        for (var i = from; by > 0 ? i < to : i > to; i += by)
        {
            yield return items[(int)i];
        }
    }

    private static object? At(IReadOnlyList<object?> items, long place)
    {
        var at = place < 0 ? place + items.Count : place;
        return at >= 0 && at < items.Count ? items[(int)at] : new Undefined(FormattableString.Invariant($"item {place}"));
    }

    private static long? Bound(Rendering rendering, object? value) => value switch
    {
        null => null,
        long number => Math.Clamp(number, int.MinValue, int.MaxValue),
        bool flag => flag ? 1 : 0,
        _ => throw rendering.Problem("The bounds of a slice must be whole numbers."),
    };

    private static long Clamp(long bound, int count, long by)
    {
        var at = bound < 0 ? bound + count : bound;
        return by > 0 ? Math.Clamp(at, 0, count) : Math.Clamp(at, -1, count - 1);
    }

    /// <summary>The characters of a text without pairs, as a list that copies nothing.</summary>
    private sealed class Characters(string text) : IReadOnlyList<object?>
    {
        public int Count => text.Length;

        public object? this[int index] => text[index].ToString();

        public IEnumerator<object?> GetEnumerator() => CodePointText.Split(text).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
