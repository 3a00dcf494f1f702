namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Text as it stands.</summary>
internal sealed record Data(int Line, string Content) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        rendering.Write(Content);
        return Flow.Next;
    }
}

/// <summary><c>{{ value }}</c>.</summary>
internal sealed record Output(int Line, Expression Content) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        rendering.Write(ValueText.Of(rendering, Content.Evaluate(rendering)));
        return Flow.Next;
    }
}

/// <summary><c>{% if %}</c> with its <c>elif</c> and <c>else</c>; the last condition is null for <c>else</c>.</summary>
internal sealed record If(int Line, IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> Cases) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        foreach (var (condition, body) in Cases)
        {
            if (condition is null || Values.IsTrue(condition.Evaluate(rendering)))
            {
                return RunAll(rendering, body);
            }
        }

        return Flow.Next;
    }
}

/// <summary><c>{% break %}</c> or <c>{% continue %}</c>.</summary>
internal sealed record Jump(int Line, Flow Flow) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering) => Flow;
}

/// <summary><c>{% set target = value %}</c>.</summary>
internal sealed record Set(int Line, Target Target, Expression Content) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        Target.Assign(rendering, Content.Evaluate(rendering));
        return Flow.Next;
    }
}

/// <summary>A body whose text becomes a value (<c>{% set x %}</c>) or goes through filters (<c>{% filter %}</c>).</summary>
internal sealed record Captured(int Line, Target? Target, IReadOnlyList<Statement> Body, Func<Expression, Expression> Filtered) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        var text = rendering.Capture(() => RunAll(rendering, Body));
        var value = Filtered(new Literal(Line, text)).Evaluate(rendering);
        if (Target is null)
        {
            rendering.Write(ValueText.Of(rendering, value));
        }
        else
        {
            Target.Assign(rendering, value);
        }

        return Flow.Next;
    }
}

/// <summary><c>{% with a = b %}</c>: names that end with the block.</summary>
internal sealed record With(int Line, IReadOnlyList<(Target Target, Expression Content)> Names, IReadOnlyList<Statement> Body) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        var outer = rendering.Scope;
        var values = Names.Select(n => n.Content.Evaluate(rendering)).ToArray();
        rendering.Scope = new Scope(outer);
        foreach (var ((target, _), value) in Names.Zip(values))
        {
            target.Assign(rendering, value);
        }

        var flow = RunAll(rendering, Body);
        rendering.Scope = outer;
        return flow;
    }
}

/// <summary><c>{% generation %}</c>: what the assistant has said.</summary>
internal sealed record Generation(int Line, IReadOnlyList<Statement> Body) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        var start = rendering.Output.Length;
        var flow = RunAll(rendering, Body);
        if (rendering.Output.Length > start)
        {
            rendering.Generated.Add(new CompletionSpan(start, rendering.Output.Length));
        }

        return flow;
    }
}
