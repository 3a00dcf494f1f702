namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>A call inside of a template: a value that can be called gets the rendering and the arguments.</summary>
internal delegate object? Callable(Rendering rendering, Arguments arguments);

/// <summary>The arguments of a call, filter or test.</summary>
/// <param name="Positional">Those given by place.</param>
/// <param name="Named">Those given by name.</param>
internal sealed record Arguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    /// <summary>No arguments.</summary>
    public static Arguments None { get; } = new([], new Dictionary<string, object?>());

    /// <summary>The number of arguments.</summary>
    public int Count => Positional.Count + Named.Count;

    /// <summary>An argument by place or name, or what stands in for it.</summary>
    public object? Get(int place, string name, object? fallback = null) =>
        place < Positional.Count ? Positional[place] : Named.TryGetValue(name, out var value) ? value : fallback;

    /// <summary>An argument that must be given.</summary>
    public object? Need(Rendering rendering, int place, string name) =>
        place < Positional.Count || Named.ContainsKey(name) ? Get(place, name) : throw rendering.Problem($"The argument '{name}' is missing.");

    /// <summary>A text.</summary>
    public string Text(Rendering rendering, int place, string name) =>
        Need(rendering, place, name) as string ?? throw rendering.Problem($"The argument '{name}' must be a text.");

    /// <summary>A text, or null where it is not given or none.</summary>
    public string? TextOrNull(Rendering rendering, int place, string name) =>
        Get(place, name) is null ? null : Text(rendering, place, name);

    /// <summary>A whole number, or what stands in for it.</summary>
    public long Integer(Rendering rendering, int place, string name, long fallback) => Get(place, name) switch
    {
        null => fallback,
        long number => number,
        bool flag => flag ? 1 : 0,
        _ => throw rendering.Problem($"The argument '{name}' must be a whole number."),
    };

    /// <summary>The arguments after the first few.</summary>
    public Arguments After(int count) => new([.. Positional.Skip(count)], Named);
}
