using System.Globalization;
using System.Text;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Dates in the format of C's <c>strftime</c>, in English.</summary>
internal static class DateText
{
    /// <summary>A date by a format; <c>%-d</c> and the like leave out a leading zero.</summary>
    public static string Of(Rendering rendering, DateTimeOffset date, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var isShort = format[++i] == '-' && i + 1 < format.Length;
            var part = Part(rendering, date, isShort ? format[++i] : format[i]);
            text.Append(isShort && part.Length > 1 ? part.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0" : part);
        }

        return text.ToString();
    }

    private static string Part(Rendering rendering, DateTimeOffset date, char code) => code switch
    {
        'Y' => Written(date, "yyyy"),
        'y' => Written(date, "yy"),
        'm' => Written(date, "MM"),
        'B' => Written(date, "MMMM"),
        'b' or 'h' => Written(date, "MMM"),
        'd' => Written(date, "dd"),
        'e' => Written(date, "%d").PadLeft(2),
        'H' => Written(date, "HH"),
        'I' => Written(date, "hh"),
        'M' => Written(date, "mm"),
        'S' => Written(date, "ss"),
        'p' => Written(date, "tt"),
        'A' => Written(date, "dddd"),
        'a' => Written(date, "ddd"),
        'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'F' => Written(date, "yyyy-MM-dd"),
        'T' => Written(date, "HH:mm:ss"),
        '%' => "%",
        _ => throw rendering.Problem($"The date format '%{code}' is not supported."),
    };

    private static string Written(DateTimeOffset date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
