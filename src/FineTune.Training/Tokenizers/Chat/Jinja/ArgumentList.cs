namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>The arguments of a call as they stand in a template.</summary>
internal sealed record ArgumentList(IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named)
{
    /// <summary>No arguments.</summary>
    public static ArgumentList None { get; } = new([], []);

    /// <summary>Their values.</summary>
    public Arguments Evaluate(Rendering rendering) => Positional.Count + Named.Count == 0 ? Arguments.None : new(
        [.. Positional.Select(p => p.Evaluate(rendering))],
        Named.ToDictionary(n => n.Name, n => n.Value.Evaluate(rendering)));
}
