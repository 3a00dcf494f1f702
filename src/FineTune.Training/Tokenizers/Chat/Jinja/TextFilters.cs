namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Filters of texts with more than one line.</summary>
internal static class TextFilters
{
    /// <summary>Indents lines; the first one and empty ones only if asked.</summary>
    public static object? Indent(Rendering rendering, object? value, Arguments arguments)
    {
        var width = arguments.Get(0, "width") is string given ? given : new string(' ', (int)Math.Clamp(arguments.Integer(rendering, 0, "width", 4), 0, 1000));
        var (first, blank) = (Values.IsTrue(arguments.Get(1, "first")), Values.IsTrue(arguments.Get(2, "blank")));
        var lines = ValueText.Of(rendering, value).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            rendering.Spend(width.Length + lines[i].Length);
            lines[i] = (i == 0 ? first : blank || lines[i].Length > 0) ? width + lines[i] : lines[i];
        }

        return string.Join('\n', lines);
    }
}
