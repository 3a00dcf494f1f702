using System.Buffers;
using System.Globalization;

namespace FineTune.Functions.Reports;

/// <summary>Makes visible the characters that turn the direction of what follows and show nothing themselves (Unicode's bidirectional controls): a text must not rearrange what stands beside it.</summary>
internal static class DirectionMarks
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    /// <summary>The text with each mark written as <c>\u202e</c>.</summary>
    public static string Show(string text) =>
        text.AsSpan().IndexOfAny(Marks) < 0 ? text : string.Concat(text.Select(c => Marks.Contains(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));
}
