namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Filters of lists.</summary>
internal static class ListFilters
{
    /// <summary>An attribute of every item (dotted names go deeper), or the items themselves.</summary>
    public static List<object?> Attributes(Rendering rendering, object? value, object? attribute) =>
        rendering.Made(Values.Iterate(rendering, value).Select(item => AttributeOf(rendering, item, attribute)));

    /// <summary><c>map</c>: an attribute of every item, or a filter over every item.</summary>
    public static object? Map(Rendering rendering, object? value, Arguments arguments)
    {
        if (arguments.Positional.Count == 0 && arguments.Named.ContainsKey("attribute"))
        {
            var standard = arguments.Get(1, "default", new Undefined("attribute"));
            return rendering.Made(Attributes(rendering, value, arguments.Get(0, "attribute")).Select(item => item is Undefined ? standard : item));
        }

        var name = arguments.Text(rendering, 0, "filter");
        var filter = Filters.Find(name) ?? throw rendering.Problem($"The filter '{name}' is not supported.");
        return rendering.Made(Values.Iterate(rendering, value).Select(item => filter(rendering, item, arguments.After(1))));
    }

    /// <summary><c>select</c> and its kin: the items, or those whose attribute, pass a test (without one: are true).</summary>
    public static object? Choose(Rendering rendering, object? value, Arguments arguments, bool byAttribute, bool keeps)
    {
        var attribute = byAttribute ? arguments.Need(rendering, 0, "attribute") : null;
        var rest = byAttribute ? arguments.After(1) : arguments;
        ValueTest test = (_, item, _) => Values.IsTrue(item);
        if (rest.Positional.Count > 0)
        {
            var name = rest.Text(rendering, 0, "test");
            test = ValueTests.Find(name) ?? throw rendering.Problem($"The test '{name}' is not supported.");
        }

        return rendering.Made(Values.Iterate(rendering, value).Where(item => test(rendering, AttributeOf(rendering, item, attribute), rest.After(1)) == keeps));
    }

    /// <summary>Sorts; texts without regard to case unless asked.</summary>
    public static object? Sort(Rendering rendering, object? value, Arguments arguments)
    {
        var (isReverse, heedsCase) = (Values.IsTrue(arguments.Get(0, "reverse")), Values.IsTrue(arguments.Get(1, "case_sensitive")));
        return Sorted(rendering, Values.Iterate(rendering, value), item => Folded(AttributeOf(rendering, item, arguments.Get(2, "attribute")), heedsCase), isReverse);
    }

    /// <summary>The pairs of a dictionary, sorted by key or by value.</summary>
    public static object? SortDictionary(Rendering rendering, object? value, Arguments arguments)
    {
        var pairs = value as ValueDictionary ?? throw rendering.Problem($"{Values.Kind(value)} is sorted as a dictionary.");
        var place = arguments.Get(1, "by", "key") is "value" ? 1 : 0;
        var heedsCase = Values.IsTrue(arguments.Get(0, "case_sensitive"));
        return Sorted(rendering, DictionaryMethods.Items(rendering, pairs), pair => Folded(((object?[])pair!)[place], heedsCase), Values.IsTrue(arguments.Get(2, "reverse")));
    }

    /// <summary>The items without those that came before; texts without regard to case unless asked.</summary>
    public static object? Unique(Rendering rendering, object? value, Arguments arguments)
    {
        var heedsCase = Values.IsTrue(arguments.Get(0, "case_sensitive"));
        var seen = new List<object?>();
        return rendering.Made(Values.Iterate(rendering, value).Where(item =>
        {
            var key = Folded(AttributeOf(rendering, item, arguments.Get(1, "attribute")), heedsCase);
            var isNew = !seen.Exists(other => Values.AreEqual(rendering, other, key));
            if (isNew)
            {
                seen.Add(key);
            }

            return isNew;
        }));
    }

    /// <summary>The largest or the smallest item.</summary>
    public static object? Extreme(Rendering rendering, object? value, int sign)
    {
        object? best = new Undefined("the extreme of nothing");
        foreach (var item in Values.Iterate(rendering, value))
        {
            rendering.Spend();
            best = best is Undefined || Math.Sign(Values.Compare(rendering, Folded(item, false), Folded(best, false))) == sign ? item : best;
        }

        return best;
    }

    /// <summary>The sum of the items.</summary>
    public static object? Sum(Rendering rendering, object? value, Arguments arguments) =>
        Attributes(rendering, value, arguments.Get(0, "attribute")).Aggregate(arguments.Get(1, "start", 0L), (sum, item) => Arithmetic.Join(rendering, "+", sum, item));

    private static object? AttributeOf(Rendering rendering, object? item, object? attribute) => attribute switch
    {
        null => item,
        string path => path.Split('.').Aggregate(item, (value, name) => long.TryParse(name, out var place) ? Access.Item(rendering, value, place) : Access.Item(rendering, value, name)),
        _ => Access.Item(rendering, item, attribute),
    };

    private static object? Folded(object? key, bool heedsCase) => key is string text && !heedsCase ? text.ToLowerInvariant() : key;

    private static List<object?> Sorted(Rendering rendering, IReadOnlyList<object?> items, Func<object?, object?> key, bool isReverse)
    {
        var order = Comparer<object?>.Create((a, b) =>
        {
            rendering.Spend();
            return Values.Compare(rendering, a, b);
        });

        // LINQ's sort wraps what a comparison throws when it is not stable about it; ordering keys one by one keeps the error.
        try
        {
            return rendering.Made(isReverse ? items.OrderByDescending(key, order) : items.OrderBy(key, order));
        }
        catch (InvalidOperationException e) when (e.InnerException is ChatTemplateException inner)
        {
            throw inner;
        }
    }
}
