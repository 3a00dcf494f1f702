using System.Globalization;
using System.Net;
using System.Text;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Reports;

/// <summary>Writes text and numbers into a page: whatever comes from outside is escaped, and numbers are the same in every culture.</summary>
internal static class HtmlText
{
    /// <summary>A text as HTML.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(DirectionMarks.Show(text));

    /// <summary>A score with four digits; empty where there is none.</summary>
    public static string Score(double? value) => value is { } score && double.IsFinite(score) ? score.ToString("0.0000", CultureInfo.InvariantCulture) : "";

    /// <summary>A duration in words: 45 s, 12 min, 3.4 h.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };

    /// <summary>A hyperparameter's value, floats with four significant digits.</summary>
    public static string Value(ParameterValue value) =>
        Of(value.Kind == ParameterKind.Float ? value.AsDouble().ToString("G4", CultureInfo.InvariantCulture) : value.ToString());

    /// <summary>Adds a formatted text.</summary>
    public static StringBuilder Add(this StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture));
}
