namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>The methods of texts.</summary>
internal static class TextMethods
{
    /// <summary>Finds a method; null where there is none.</summary>
    public static Callable? Find(string text, string name) => name switch
    {
        "strip" => (r, a) => r.Made(CodePointText.Strip(text, a.TextOrNull(r, 0, "chars"), start: true, end: true)),
        "lstrip" => (r, a) => r.Made(CodePointText.Strip(text, a.TextOrNull(r, 0, "chars"), start: true, end: false)),
        "rstrip" => (r, a) => r.Made(CodePointText.Strip(text, a.TextOrNull(r, 0, "chars"), start: false, end: true)),
        "split" => (r, a) => Split(r, text, a.TextOrNull(r, 0, "sep"), a.Integer(r, 1, "maxsplit", -1), fromEnd: false),
        "rsplit" => (r, a) => Split(r, text, a.TextOrNull(r, 0, "sep"), a.Integer(r, 1, "maxsplit", -1), fromEnd: true),
        "splitlines" => (r, _) => r.Made(Lines(text)),
        "startswith" => (r, a) => Any(r, a, part => text.StartsWith(part, StringComparison.Ordinal)),
        "endswith" => (r, a) => Any(r, a, part => text.EndsWith(part, StringComparison.Ordinal)),
        "removeprefix" => (r, a) => a.Text(r, 0, "prefix") is var part && text.StartsWith(part, StringComparison.Ordinal) ? text[part.Length..] : text,
        "removesuffix" => (r, a) => a.Text(r, 0, "suffix") is var part && text.EndsWith(part, StringComparison.Ordinal) ? text[..^part.Length] : text,
        "upper" => (r, _) => r.Made(text.ToUpperInvariant()),
        "lower" => (r, _) => r.Made(text.ToLowerInvariant()),
        "capitalize" => (r, _) => r.Made(CodePointText.Capitalize(text)),
        "title" => (r, _) => r.Made(CodePointText.Title(text, c => !char.IsLetter(c))),
        "replace" => (r, a) => Replace(r, text, a.Text(r, 0, "old"), a.Text(r, 1, "new"), a.Integer(r, 2, "count", -1)),
        "find" => (r, a) => CodePointText.Place(text, text.IndexOf(a.Text(r, 0, "sub"), StringComparison.Ordinal)),
        "rfind" => (r, a) => CodePointText.Place(text, text.LastIndexOf(a.Text(r, 0, "sub"), StringComparison.Ordinal)),
        "index" => (r, a) => text.IndexOf(a.Text(r, 0, "sub"), StringComparison.Ordinal) is >= 0 and var at ? CodePointText.Place(text, at) : throw r.Problem("The text does not hold the other."),
        "count" => (r, a) => Count(text, a.Text(r, 0, "sub")),
        "join" => (r, a) => Filters.Join(r, a.Need(r, 0, "iterable"), text, textsOnly: true),
        "partition" => (r, a) => Partition(r, text, a.Text(r, 0, "sep"), fromEnd: false),
        "rpartition" => (r, a) => Partition(r, text, a.Text(r, 0, "sep"), fromEnd: true),
        "isdigit" or "isdecimal" or "isnumeric" => (_, _) => text.Length > 0 && text.All(char.IsDigit),
        "isalpha" => (_, _) => text.Length > 0 && text.All(char.IsLetter),
        "isalnum" => (_, _) => text.Length > 0 && text.All(char.IsLetterOrDigit),
        "isspace" => (_, _) => text.Length > 0 && text.All(CodePointText.IsSpace),
        "isupper" => (_, _) => text.Any(char.IsUpper) && !text.Any(char.IsLower),
        "islower" => (_, _) => text.Any(char.IsLower) && !text.Any(char.IsUpper),
        _ => null,
    };

    /// <summary>Puts one text in place of another, at most so many times where the number is not negative.</summary>
    public static string Replace(Rendering rendering, string text, string old, string replacement, long count)
    {
        var result = new System.Text.StringBuilder();
        var at = 0;
        while (count != 0 && at <= text.Length)
        {
            var next = old.Length > 0 ? text.IndexOf(old, at, StringComparison.Ordinal) : at;
            if (next < 0)
            {
                break;
            }

            rendering.Spend(1 + replacement.Length + (next - at));
            result.Append(text, at, next - at).Append(replacement);
            at = next + old.Length;
            if (old.Length == 0)
            {
                result.Append(text, at, Math.Min(1, text.Length - at));
                at++;
            }

            count--;
        }

        return rendering.Made(result.Append(text, Math.Min(at, text.Length), Math.Max(text.Length - at, 0)).ToString());
    }

    private static List<object?> Split(Rendering rendering, string text, string? separator, long most, bool fromEnd)
    {
        if (separator is "")
        {
            throw rendering.Problem("A text cannot be split at an empty text.");
        }

        var parts = new List<object?>();
        var rest = separator is null ? CodePointText.Strip(text, null, start: true, end: true) : text;
        while (most < 0 || parts.Count < most)
        {
            var (at, length) = separator is null ? NextSpace(rest, fromEnd)
                : (fromEnd ? rest.LastIndexOf(separator, StringComparison.Ordinal) : rest.IndexOf(separator, StringComparison.Ordinal), separator.Length);
            if (at < 0)
            {
                break;
            }

            // Each round copies what is left, so it is counted as work.
            rendering.Spend(rest.Length + 1);
            parts.Add(fromEnd ? rest[(at + length)..] : rest[..at]);
            rest = fromEnd ? rest[..at] : rest[(at + length)..];
        }

        if (separator is not null || rest.Length > 0)
        {
            parts.Add(rest);
        }

        if (fromEnd)
        {
            parts.Reverse();
        }

        return parts;
    }

    private static (int At, int Length) NextSpace(string text, bool fromEnd)
    {
        var at = fromEnd ? text.Length - 1 : 0;
        var step = fromEnd ? -1 : 1;
        while (at >= 0 && at < text.Length && !CodePointText.IsSpace(text[at]))
        {
            at += step;
        }

        if (at < 0 || at >= text.Length)
        {
            return (-1, 0);
        }

        var (first, last) = (at, at);
        while (!fromEnd && last + 1 < text.Length && CodePointText.IsSpace(text[last + 1]))
        {
            last++;
        }

        while (fromEnd && first > 0 && CodePointText.IsSpace(text[first - 1]))
        {
            first--;
        }

        return (first, last - first + 1);
    }

    private static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static bool Any(Rendering rendering, Arguments arguments, Func<string, bool> holds) => arguments.Need(rendering, 0, "prefix") switch
    {
        string part => holds(part),
        object?[] parts => parts.Any(part => part is string text && holds(text)),
        var other => throw rendering.Problem($"A text is asked whether it begins or ends with {Values.Kind(other)}."),
    };

    private static long Count(string text, string part)
    {
        long count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0 && part.Length > 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return part.Length > 0 ? count : CodePointText.Length(text) + 1L;
    }

    private static object?[] Partition(Rendering rendering, string text, string separator, bool fromEnd)
    {
        rendering.Spend(text.Length);
        var at = fromEnd ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        return at >= 0 ? [text[..at], separator, text[(at + separator.Length)..]]
            : fromEnd ? ["", "", text]
            : [text, "", ""];
    }
}
