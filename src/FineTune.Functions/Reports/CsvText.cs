using System.Buffers;
using System.Globalization;
using System.Text;

namespace FineTune.Functions.Reports;

/// <summary>Writes the cells of a CSV table (RFC 4180) that spreadsheets may open.</summary>
/// <remarks>
/// A text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection): the first character that is no white
/// space is =, +, -, @ or one of their full-width forms, or the text begins with a tab, a carriage return or a line feed. Numbers are written by
/// <see cref="Of(double?)"/> and stay numbers, the negative ones too.
/// </remarks>
internal static class CsvText
{
    private const string Triggers = "=+-@＝＋－＠";
    private const string Breaks = "\t\r\n";
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\r\n\t");

    /// <summary>A text.</summary>
    public static string Of(string text)
    {
        var first = text.AsSpan().TrimStart();
        var isFormula = (first.Length > 0 && Triggers.Contains(first[0], StringComparison.Ordinal)) || (text.Length > 0 && Breaks.Contains(text[0], StringComparison.Ordinal));
        return Quote(isFormula ? "'" + text : text);
    }

    /// <summary>A number in full; empty where there is none or it is not finite.</summary>
    public static string Of(double? number) => number is { } value && double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>Adds a line.</summary>
    public static StringBuilder AppendCsv(this StringBuilder table, IEnumerable<string> cells) => table.AppendJoin(',', cells).Append("\r\n");

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(Quoted) >= 0 || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}
