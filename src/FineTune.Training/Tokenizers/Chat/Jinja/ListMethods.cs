namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>The methods of lists; those that would change one are not there.</summary>
internal static class ListMethods
{
    /// <summary>Finds a method; null where there is none.</summary>
    public static Callable? Find(IReadOnlyList<object?> list, string name) => name switch
    {
        "count" => (rendering, arguments) => (long)list.Count(item => Values.AreEqual(rendering, item, arguments.Need(rendering, 0, "value"))),
        "index" => (rendering, arguments) => Index(rendering, list, arguments.Need(rendering, 0, "value")),
        "copy" => (_, _) => list,
        "append" or "extend" or "insert" or "pop" or "remove" or "clear" or "sort" or "reverse" => (rendering, _) =>
            throw rendering.Problem($"A template cannot change a list; '{name}' would. Add lists with '+'."),
        _ => null,
    };

    private static long Index(Rendering rendering, IReadOnlyList<object?> list, object? value)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Values.AreEqual(rendering, list[i], value))
            {
                return i;
            }
        }

        throw rendering.Problem("The list does not hold the value.");
    }
}
