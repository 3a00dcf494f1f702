namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>A value that stands in the template.</summary>
internal sealed record Literal(int Line, object? Content) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering) => Content;
}

/// <summary>A name.</summary>
internal sealed record Name(int Line, string Word) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering) => rendering.Scope.Get(Word);
}

/// <summary>A list or a tuple.</summary>
internal sealed record Sequence(int Line, IReadOnlyList<Expression> Items, bool IsTuple) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var items = Items.Select(item => item.Evaluate(rendering));
        return IsTuple ? items.ToArray() : items.ToList();
    }
}

/// <summary>A dictionary.</summary>
internal sealed record Pairs(int Line, IReadOnlyList<(Expression Key, Expression Value)> Items) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering) => Values.Dictionary(Items.Select(item => (
        item.Key.Evaluate(rendering) as string ?? throw rendering.Problem("A key of a dictionary must be a text."),
        item.Value.Evaluate(rendering))));
}

/// <summary><c>target.name</c>.</summary>
internal sealed record Member(int Line, Expression Target, string Word) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var target = Target.Evaluate(rendering);
        rendering.Line = Line;
        return Access.Attribute(rendering, target, Word);
    }
}

/// <summary><c>target[key]</c>.</summary>
internal sealed record Index(int Line, Expression Target, Expression Key) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering) => Access.Item(rendering, Target.Evaluate(rendering), Key.Evaluate(rendering));
}

/// <summary><c>target[start:stop:step]</c>.</summary>
internal sealed record Slice(int Line, Expression Target, Expression? Start, Expression? Stop, Expression? Step) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering) =>
        Access.Slice(rendering, Target.Evaluate(rendering), Start?.Evaluate(rendering), Stop?.Evaluate(rendering), Step?.Evaluate(rendering));
}

/// <summary><c>target(arguments)</c>.</summary>
internal sealed record Call(int Line, Expression Target, ArgumentList Given) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var target = Target.Evaluate(rendering);
        var arguments = Given.Evaluate(rendering);
        rendering.Line = Line;
        return target is Callable callable ? callable(rendering, arguments) : throw rendering.Problem($"{Values.Kind(target)} cannot be called.");
    }
}

/// <summary><c>target | filter(arguments)</c>; a null target stands for the text of a filter block.</summary>
internal sealed record Filtering(int Line, Expression Target, Filter Filter, ArgumentList Given) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var target = Target.Evaluate(rendering);
        var arguments = Given.Evaluate(rendering);
        rendering.Line = Line;
        return Filter(rendering, target, arguments);
    }
}

/// <summary><c>target is test</c>.</summary>
internal sealed record Testing(int Line, Expression Target, ValueTest Test, ArgumentList Given) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering) => Test(rendering, Target.Evaluate(rendering), Given.Evaluate(rendering));
}

/// <summary><c>then if condition else otherwise</c>.</summary>
internal sealed record Choice(int Line, Expression Condition, Expression Then, Expression? Otherwise) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering) =>
        Values.IsTrue(Condition.Evaluate(rendering)) ? Then.Evaluate(rendering)
        : Otherwise is null ? new Undefined("the value of an 'if' without 'else'")
        : Otherwise.Evaluate(rendering);
}

/// <summary><c>not</c>, <c>-</c> or <c>+</c> before a value.</summary>
internal sealed record Unary(int Line, string Operator, Expression Target) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var target = Target.Evaluate(rendering);
        return Operator == "not" ? !Values.IsTrue(target) : Arithmetic.Signed(rendering, Operator, target);
    }
}

/// <summary><c>and</c> or <c>or</c>: the value that decides, the second one only where it is needed.</summary>
internal sealed record Junction(int Line, bool IsAnd, Expression Left, Expression Right) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var left = Left.Evaluate(rendering);
        return Values.IsTrue(left) == IsAnd ? Right.Evaluate(rendering) : left;
    }
}

/// <summary>Comparisons in a chain, as in <c>a &lt; b &lt;= c</c>.</summary>
internal sealed record Comparison(int Line, Expression First, IReadOnlyList<(string Operator, Expression Right)> Rest) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var left = First.Evaluate(rendering);
        foreach (var (symbol, expression) in Rest)
        {
            var right = expression.Evaluate(rendering);
            if (!Arithmetic.Holds(rendering, symbol, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }
}

/// <summary>Two values joined by an operator.</summary>
internal sealed record Binary(int Line, string Operator, Expression Left, Expression Right) : Expression(Line)
{
    /// <inheritdoc/>
    protected override object? Value(Rendering rendering)
    {
        var (left, right) = (Left.Evaluate(rendering), Right.Evaluate(rendering));
        rendering.Line = Line;
        return Arithmetic.Join(rendering, Operator, left, right);
    }
}
