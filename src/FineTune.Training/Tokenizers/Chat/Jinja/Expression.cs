namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Something that has a value.</summary>
/// <param name="Line">Its line in the template.</param>
internal abstract record Expression(int Line)
{
    /// <summary>The value in a rendering.</summary>
    public object? Evaluate(Rendering rendering)
    {
        rendering.Spend();
        rendering.Line = Line;
        rendering.Deepen();
        var value = Value(rendering);
        rendering.Rise();
        return value;
    }

    /// <summary>Works the value out.</summary>
    protected abstract object? Value(Rendering rendering);
}
