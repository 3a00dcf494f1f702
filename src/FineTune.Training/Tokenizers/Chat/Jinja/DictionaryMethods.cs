namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>The methods of dictionaries; those that would change one are not there.</summary>
internal static class DictionaryMethods
{
    /// <summary>Finds a method; null where there is none.</summary>
    public static Callable? Find(ValueDictionary pairs, string name) => name switch
    {
        "get" => (rendering, arguments) => arguments.Need(rendering, 0, "key") is string key && pairs.TryGetValue(key, out var value) ? value : arguments.Get(1, "default"),
        "items" => (rendering, _) => Items(rendering, pairs),
        "keys" => (rendering, _) => rendering.Made(pairs.Keys),
        "values" => (rendering, _) => rendering.Made(pairs.Values),
        "copy" => (_, _) => pairs,
        "update" or "pop" or "popitem" or "clear" or "setdefault" => (rendering, _) => throw rendering.Problem($"A template cannot change a dictionary; '{name}' would."),
        _ => null,
    };

    /// <summary>Keys and values as pairs.</summary>
    public static List<object?> Items(Rendering rendering, ValueDictionary pairs) => rendering.Made(pairs.Select(p => new object?[] { p.Key, p.Value }));
}
