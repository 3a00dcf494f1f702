namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary><c>{% for target in items if condition %}</c> with its <c>else</c>; the condition chooses items before the loop counts them.</summary>
internal sealed record For(int Line, Target Target, Expression Items, Expression? Condition, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Otherwise) : Statement(Line)
{
    /// <inheritdoc/>
    protected override Flow Act(Rendering rendering)
    {
        var outer = rendering.Scope;
        var items = Values.Iterate(rendering, Items.Evaluate(rendering));
        if (Condition is not null)
        {
            items = items.Where(item => IsChosen(rendering, outer, item)).ToList();
        }

        var loop = new LoopState(items, outer.Get("loop") is LoopState around ? around.Depth + 1 : 0);
        for (; loop.Place < items.Count; loop.Place++)
        {
            rendering.Scope = new Scope(outer);
            rendering.Scope.Set("loop", loop);
            Target.Assign(rendering, items[loop.Place]);
            if (RunAll(rendering, Body) == Flow.Break)
            {
                break;
            }
        }

        rendering.Scope = outer;
        return items.Count == 0 ? RunAll(rendering, Otherwise) : Flow.Next;
    }

    private bool IsChosen(Rendering rendering, Scope outer, object? item)
    {
        rendering.Scope = new Scope(outer);
        Target.Assign(rendering, item);
        var isChosen = Values.IsTrue(Condition!.Evaluate(rendering));
        rendering.Scope = outer;
        return isChosen;
    }
}
