namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Names and their values: what is set in a loop or macro ends with it and hides what stands outside.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Sets a name here.</summary>
    public void Set(string name, object? value) => _values[name] = value;

    /// <summary>A name's value here or further out; undefined where there is none.</summary>
    public object? Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._values.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return new Undefined(name);
    }

    private Scope? Outer { get; } = outer;
}
