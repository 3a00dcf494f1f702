using System.Globalization;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Numbers with a fraction as Python prints them: the shortest digits that give the number back.</summary>
internal static class FloatText
{
    /// <summary>The number as text, with an exponent below 1e-4 and from 1e16.</summary>
    public static string Of(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var sign = double.IsNegative(number) ? "-" : "";
        var (digits, point) = Digits(Math.Abs(number));
        return digits.Length == 0 ? $"{sign}0.0"
            : point is < -3 or > 16 ? $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(point < 1 ? '-' : '+')}{Math.Abs(point - 1):00}"
            : point <= 0 ? $"{sign}0.{new string('0', -point)}{digits}"
            : digits.Length <= point ? $"{sign}{digits}{new string('0', point - digits.Length)}.0"
            : $"{sign}{digits[..point]}.{digits[point..]}";
    }

    /// <summary>The significant digits, and how many of them stand before the point.</summary>
    private static (string Digits, int Point) Digits(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), (dot < 0 ? mantissa.Length : dot) + exponent - (all.Length - digits.Length));
    }
}
