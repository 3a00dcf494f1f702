using System.Globalization;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Filters that make numbers.</summary>
internal static class NumberFilters
{
    private const NumberStyles Styles = NumberStyles.Float | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>A whole number, or the default where the value is none.</summary>
    public static object? Integer(object? value, Arguments arguments) => value switch
    {
        bool flag => flag ? 1L : 0L,
        long => value,
        double number when Math.Abs(number) < 9e18 => (long)number,
        string text when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 9e18 => (long)number,
        _ => arguments.Get(0, "default", 0L),
    };

    /// <summary>A number with a fraction, or the default where the value is none.</summary>
    public static object? Float(object? value, Arguments arguments) => value switch
    {
        bool or long or double => Values.Number(value),
        string text when double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) => number,
        _ => arguments.Get(0, "default", 0.0),
    };

    /// <summary>A number rounded: halves to even, up or down.</summary>
    public static object? Round(Rendering rendering, object? value, Arguments arguments)
    {
        if (value is not (bool or long or double))
        {
            throw rendering.Problem($"{Values.Kind(value)} cannot be rounded.");
        }

        var digits = (int)Math.Clamp(arguments.Integer(rendering, 0, "precision", 0), 0, 15);
        var scale = Math.Pow(10, digits);
        return arguments.Get(1, "method", "common") switch
        {
            "common" => Math.Round(Values.Number(value), digits, MidpointRounding.ToEven),
            "ceil" => Math.Ceiling(Values.Number(value) * scale) / scale,
            "floor" => Math.Floor(Values.Number(value) * scale) / scale,
            _ => throw rendering.Problem("'round' knows 'common', 'ceil' and 'floor'."),
        };
    }
}
