namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>A test: whether something holds of a value.</summary>
internal delegate bool ValueTest(Rendering rendering, object? value, Arguments arguments);

/// <summary>The tests behind <c>is</c>, with Jinja's meaning.</summary>
internal static class ValueTests
{
    private static readonly Dictionary<string, ValueTest> ByName = new(StringComparer.Ordinal)
    {
        ["boolean"] = (_, v, _) => v is bool,
        ["callable"] = (_, v, _) => v is Callable,
        ["defined"] = (_, v, _) => v is not Undefined,
        ["divisibleby"] = (r, v, a) => Arithmetic.Join(r, "%", v, a.Need(r, 0, "num")) is 0L or 0.0,
        ["eq"] = Holds("=="),
        ["equalto"] = Holds("=="),
        ["even"] = (r, v, _) => Arithmetic.Join(r, "%", v, 2L) is 0L,
        ["false"] = (_, v, _) => v is false,
        ["float"] = (_, v, _) => v is double,
        ["ge"] = Holds(">="),
        ["gt"] = Holds(">"),
        ["greaterthan"] = Holds(">"),
        ["in"] = Holds("in"),
        ["integer"] = (_, v, _) => v is long,
        ["iterable"] = (_, v, _) => v is string or IReadOnlyList<object?> or ValueDictionary or Undefined,
        ["le"] = Holds("<="),
        ["lessthan"] = Holds("<"),
        ["lower"] = (r, v, _) => ValueText.Of(r, v) is var text && text.Any(char.IsLower) && !text.Any(char.IsUpper),
        ["lt"] = Holds("<"),
        ["mapping"] = (_, v, _) => v is ValueDictionary,
        ["ne"] = Holds("!="),
        ["none"] = (_, v, _) => v is null,
        ["number"] = (_, v, _) => v is bool or long or double,
        ["odd"] = (r, v, _) => Arithmetic.Join(r, "%", v, 2L) is 1L,
        ["sameas"] = (r, v, a) => a.Need(r, 0, "other") is var other && (ReferenceEquals(v, other) || (v is bool or long && v.Equals(other))),
        ["sequence"] = (_, v, _) => v is string or IReadOnlyList<object?> or ValueDictionary or Undefined,
        ["string"] = (_, v, _) => v is string,
        ["true"] = (_, v, _) => v is true,
        ["undefined"] = (_, v, _) => v is Undefined,
        ["upper"] = (r, v, _) => ValueText.Of(r, v) is var text && text.Any(char.IsUpper) && !text.Any(char.IsLower),
    };

    /// <summary>Finds a test; null where there is none.</summary>
    public static ValueTest? Find(string name) => ByName.GetValueOrDefault(name);

    private static ValueTest Holds(string symbol) => (r, v, a) => Arithmetic.Holds(r, symbol, v, a.Need(r, 0, "other"));
}
