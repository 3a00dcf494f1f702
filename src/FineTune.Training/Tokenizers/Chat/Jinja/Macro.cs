namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary><c>{% macro name(parameters) %}</c>: a body that is called like a function and gives its text.</summary>
internal sealed record Macro(int Line, string Name, IReadOnlyList<(string Name, Expression? Standard)> Parameters, IReadOnlyList<Statement> Body) : Statement(Line)
{
    /// <summary>The macro as a value that sees the names around its definition.</summary>
    public Callable Bind(Scope outer) => (rendering, arguments) =>
    {
        if (arguments.Positional.Count > Parameters.Count || arguments.Named.Keys.Any(name => name != "caller" && !Parameters.Any(p => p.Name == name)))
        {
            throw rendering.Problem($"The macro '{Name}' is called with arguments that it does not have.");
        }

        var (scope, line) = (rendering.Scope, rendering.Line);
        rendering.Scope = new Scope(outer);
        rendering.Scope.Set("caller", arguments.Named.TryGetValue("caller", out var caller) ? caller : new Undefined("caller"));
        for (var i = 0; i < Parameters.Count; i++)
        {
            var (name, standard) = Parameters[i];
            rendering.Scope.Set(name, i < arguments.Positional.Count || arguments.Named.ContainsKey(name)
                ? arguments.Get(i, name)
                : standard?.Evaluate(rendering) ?? (standard is null ? new Undefined(name) : null));
        }

        var text = rendering.Capture(() => RunAll(rendering, Body));
        (rendering.Scope, rendering.Line) = (scope, line);
        return text;
    };

    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        rendering.Scope.Set(Name, Bind(rendering.Scope));
        return Flow.Next;
    }
}

/// <summary><c>{% call macro() %}</c>: a macro that gets a body to call.</summary>
internal sealed record CallBlock(int Line, Call Target, Macro Body) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        var given = new ArgumentList(Target.Given.Positional, [.. Target.Given.Named, ("caller", new Literal(Line, Body.Bind(rendering.Scope)))]);
        rendering.Write(ValueText.Of(rendering, (Target with { Given = given }).Evaluate(rendering)));
        return Flow.Next;
    }
}
