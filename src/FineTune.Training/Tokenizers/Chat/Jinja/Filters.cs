namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>A filter: a value and arguments to another value.</summary>
internal delegate object? Filter(Rendering rendering, object? value, Arguments arguments);

/// <summary>The filters, with Jinja's meaning; <c>tojson</c> is transformers' own.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Filter> ByName = new(StringComparer.Ordinal)
    {
        ["abs"] = (r, v, _) => v switch { long number => (object)Math.Abs(Math.Max(number, -long.MaxValue)), double number => Math.Abs(number), bool flag => flag ? 1L : 0L, _ => throw r.Problem($"{Values.Kind(v)} has no absolute value.") },
        ["attr"] = (r, v, a) => Access.Attribute(r, v, a.Text(r, 0, "name")),
        ["capitalize"] = (r, v, _) => r.Made(CodePointText.Capitalize(ValueText.Of(r, v))),
        ["count"] = (r, v, _) => Values.Length(r, v),
        ["d"] = (_, v, a) => Default(v, a),
        ["default"] = (_, v, a) => Default(v, a),
        ["dictsort"] = ListFilters.SortDictionary,
        ["e"] = (r, v, _) => Escape(r, v),
        ["escape"] = (r, v, _) => Escape(r, v),
        ["first"] = (r, v, _) => Values.Iterate(r, v) is [var first, ..] ? first : new Undefined("the first item of nothing"),
        ["float"] = (r, v, a) => NumberFilters.Float(v, a),
        ["indent"] = TextFilters.Indent,
        ["int"] = (r, v, a) => NumberFilters.Integer(v, a),
        ["items"] = (r, v, _) => v is ValueDictionary pairs ? DictionaryMethods.Items(r, pairs) : v is Undefined ? new List<object?>() : throw r.Problem($"{Values.Kind(v)} has no items."),
        ["join"] = (r, v, a) => Join(r, ListFilters.Attributes(r, v, a.Get(1, "attribute")), ValueText.Of(r, a.Get(0, "d", "")), textsOnly: false),
        ["last"] = (r, v, _) => Values.Iterate(r, v) is [.., var last] ? last : new Undefined("the last item of nothing"),
        ["length"] = (r, v, _) => Values.Length(r, v),
        ["list"] = (r, v, _) => r.Made(Values.Iterate(r, v)),
        ["lower"] = (r, v, _) => r.Made(ValueText.Of(r, v).ToLowerInvariant()),
        ["map"] = ListFilters.Map,
        ["max"] = (r, v, _) => ListFilters.Extreme(r, v, 1),
        ["min"] = (r, v, _) => ListFilters.Extreme(r, v, -1),
        ["reject"] = (r, v, a) => ListFilters.Choose(r, v, a, byAttribute: false, keeps: false),
        ["rejectattr"] = (r, v, a) => ListFilters.Choose(r, v, a, byAttribute: true, keeps: false),
        ["replace"] = (r, v, a) => TextMethods.Replace(r, ValueText.Of(r, v), ValueText.Of(r, a.Need(r, 0, "old")), ValueText.Of(r, a.Need(r, 1, "new")), a.Integer(r, 2, "count", -1)),
        ["reverse"] = (r, v, _) => v is string text ? string.Concat(r.Made(CodePointText.Split(text)).AsEnumerable().Reverse()) : r.Made(Values.Iterate(r, v).Reverse()),
        ["round"] = NumberFilters.Round,
        ["safe"] = (r, v, _) => ValueText.Of(r, v),
        ["select"] = (r, v, a) => ListFilters.Choose(r, v, a, byAttribute: false, keeps: true),
        ["selectattr"] = (r, v, a) => ListFilters.Choose(r, v, a, byAttribute: true, keeps: true),
        ["sort"] = ListFilters.Sort,
        ["string"] = (r, v, _) => ValueText.Of(r, v),
        ["sum"] = ListFilters.Sum,
        ["title"] = (r, v, _) => r.Made(CodePointText.Title(ValueText.Of(r, v), c => CodePointText.IsSpace(c) || "-([{<".Contains(c, StringComparison.Ordinal))),
        ["tojson"] = (r, v, a) => JsonText.Of(r, v, a.Get(3, "indent") is null ? null : (int)Math.Clamp(a.Integer(r, 3, "indent", 0), 0, 100), Values.IsTrue(a.Get(4, "sort_keys"))),
        ["trim"] = (r, v, a) => r.Made(CodePointText.Strip(ValueText.Of(r, v), a.TextOrNull(r, 0, "chars"), start: true, end: true)),
        ["unique"] = ListFilters.Unique,
        ["upper"] = (r, v, _) => r.Made(ValueText.Of(r, v).ToUpperInvariant()),
        ["wordcount"] = (r, v, _) => (long)ValueText.Of(r, v).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
    };

    /// <summary>Finds a filter; null where there is none.</summary>
    public static Filter? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Joins the items' texts.</summary>
    public static string Join(Rendering rendering, object? items, string separator, bool textsOnly) =>
        string.Join(separator, Values.Iterate(rendering, items).Select(item =>
        {
            rendering.Spend(separator.Length);
            return rendering.Made(textsOnly && item is not string ? throw rendering.Problem($"{Values.Kind(item)} is joined as a text.") : ValueText.Of(rendering, item));
        }));

    private static object? Default(object? value, Arguments arguments) =>
        value is Undefined || (Values.IsTrue(arguments.Get(1, "boolean")) && !Values.IsTrue(value)) ? arguments.Get(0, "default_value", "") : value;

    private static string Escape(Rendering rendering, object? value) => rendering.Made(ValueText.Of(rendering, value)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal));
}
