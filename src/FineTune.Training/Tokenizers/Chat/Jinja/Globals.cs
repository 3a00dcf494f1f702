namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>The functions that every chat template can call.</summary>
internal static class Globals
{
    /// <summary>A scope with the functions.</summary>
    public static Scope Scope()
    {
        var scope = new Scope(null);
        scope.Set("range", (Callable)Range);
        scope.Set("dict", (Callable)((_, arguments) => Values.Dictionary(arguments.Named.Select(n => (n.Key, n.Value)))));
        scope.Set("namespace", (Callable)Namespace);
        scope.Set("raise_exception", (Callable)((rendering, arguments) =>
            throw new ChatTemplateException(rendering.Line, ValueText.Of(rendering, arguments.Need(rendering, 0, "message")), isRefusal: true)));
        scope.Set("strftime_now", (Callable)((rendering, arguments) =>
            rendering.Made(DateText.Of(rendering, rendering.Time.GetLocalNow(), arguments.Text(rendering, 0, "format")))));
        return scope;
    }

    private static List<object?> Range(Rendering rendering, Arguments arguments)
    {
        var first = arguments.Integer(rendering, 0, "start", 0);
        var (start, stop) = arguments.Positional.Count > 1 ? (first, arguments.Integer(rendering, 1, "stop", 0)) : (0, first);
        var step = arguments.Integer(rendering, 2, "step", 1);
        return step == 0 ? throw rendering.Problem("The step of a range must not be 0.") : rendering.Made(Numbers(start, stop, step));
    }

    private static IEnumerable<object?> Numbers(long start, long stop, long step)
    {
        for (var i = (Int128)start; step > 0 ? i < stop : i > stop; i += step)
        {
            yield return (long)i;
        }
    }

    private static JinjaNamespace Namespace(Rendering rendering, Arguments arguments)
    {
        var result = new JinjaNamespace();
        var given = arguments.Positional.OfType<ValueDictionary>().SelectMany(pairs => pairs).Concat(arguments.Named);
        foreach (var (name, value) in given)
        {
            result.Attributes[name] = value;
        }

        return result;
    }
}
