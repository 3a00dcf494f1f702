namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Something that is run, and may write.</summary>
/// <param name="Line">Its line in the template.</param>
internal abstract record Statement(int Line)
{
    /// <summary>Runs it, and says how the run goes on.</summary>
    public Flow Run(Rendering rendering)
    {
        rendering.Spend();
        rendering.Line = Line;
        rendering.Deepen();
        var flow = Act(rendering);
        rendering.Rise();
        return flow;
    }

    /// <summary>Runs statements until one breaks out of the loop.</summary>
    public static Flow RunAll(Rendering rendering, IReadOnlyList<Statement> body)
    {
        foreach (var statement in body)
        {
            if (statement.Run(rendering) is var flow && flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    /// <summary>What it does.</summary>
    protected abstract Flow Act(Rendering rendering);
}
