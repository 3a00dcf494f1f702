using System.Text;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Texts counted in code points, as Python counts them.</summary>
internal static class CodePointText
{
    private const string Space = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    /// <summary>Number of code points.</summary>
    public static int Length(string text) => HasPairs(text) ? Split(text).Count() : text.Length;

    /// <summary>Each code point as a text.</summary>
    public static IEnumerable<object?> Split(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? text.Substring(i++, 2) : text[i].ToString();
        }
    }

    /// <summary>Whether any character takes two UTF-16 units.</summary>
    public static bool HasPairs(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    /// <summary>A place in UTF-16 units as one in code points; -1 stays.</summary>
    public static long Place(string text, int utf16) => utf16 < 0 ? -1 : Length(text[..utf16]);

    /// <summary>Cuts white space, or the characters given, from the start and the end.</summary>
    public static string Strip(string text, string? characters, bool start, bool end)
    {
        characters ??= Space;
        var (first, last) = (0, text.Length);
        while (start && first < last && characters.Contains(text[first], StringComparison.Ordinal))
        {
            first++;
        }

        while (end && last > first && characters.Contains(text[last - 1], StringComparison.Ordinal))
        {
            last--;
        }

        return text[first..last];
    }

    /// <summary>Whether a character is white space to Python.</summary>
    public static bool IsSpace(char character) => Space.Contains(character, StringComparison.Ordinal);

    /// <summary>The first letter of each run of letters large, the others small.</summary>
    public static string Title(string text, Func<char, bool> parts)
    {
        var result = new StringBuilder(text.Length);
        var isFirst = true;
        foreach (var character in text)
        {
            result.Append(isFirst ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character));
            isFirst = parts(character);
        }

        return result.ToString();
    }

    /// <summary>The first letter large, the others small.</summary>
    public static string Capitalize(string text) => text.Length == 0 ? text : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant();
}
