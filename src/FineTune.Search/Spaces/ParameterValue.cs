using System.Globalization;
using System.Text.Json.Serialization;

namespace FineTune.Search.Spaces;

/// <summary>One value of a hyperparameter: a float, an integer, a text or a boolean. JSON is the plain value.</summary>
[JsonConverter(typeof(ParameterValueJsonConverter))]
public readonly record struct ParameterValue
{
    private readonly double _number;
    private readonly long _integer;
    private readonly string? _text;

    private ParameterValue(ParameterKind kind, double number, long integer, string? text)
    {
        Kind = kind;
        _number = number;
        _integer = integer;
        _text = text;
    }

    /// <summary>Which of the four kinds this value is.</summary>
    public ParameterKind Kind { get; }

    /// <summary>A float value.</summary>
    public static ParameterValue Of(double value) => new(ParameterKind.Float, value, 0, null);

    /// <summary>An integer value.</summary>
    public static ParameterValue Of(long value) => new(ParameterKind.Integer, 0, value, null);

    /// <summary>An integer value.</summary>
    public static ParameterValue Of(int value) => Of((long)value);

    /// <summary>A text value.</summary>
    public static ParameterValue Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ParameterValue(ParameterKind.Text, 0, 0, value);
    }

    /// <summary>A boolean value.</summary>
    public static ParameterValue Of(bool value) => new(ParameterKind.Boolean, 0, value ? 1 : 0, null);

    /// <summary>The number; an integer widens.</summary>
    /// <exception cref="InvalidOperationException">The value is a text or a boolean.</exception>
    public double AsDouble() => Kind switch
    {
        ParameterKind.Float => _number,
        ParameterKind.Integer => _integer,
        _ => throw Mismatch("a number"),
    };

    /// <summary>The integer; a float that holds a whole number is accepted.</summary>
    /// <exception cref="InvalidOperationException">The value is no whole number.</exception>
    public long AsInteger() => Kind switch
    {
        ParameterKind.Integer => _integer,
        ParameterKind.Float when double.IsInteger(_number) && Math.Abs(_number) < 9e18 => (long)_number,
        _ => throw Mismatch("a whole number"),
    };

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public string AsText() => Kind == ParameterKind.Text ? _text ?? string.Empty : throw Mismatch("a text");

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public bool AsBoolean() => Kind == ParameterKind.Boolean ? _integer != 0 : throw Mismatch("true or false");

    /// <summary>Whether both are the same value, an integer and a float of equal size included.</summary>
    public bool Matches(ParameterValue other) =>
        Equals(other) || (IsNumber && other.IsNumber && AsDouble().Equals(other.AsDouble()));

    /// <summary>Whether this is a float or an integer.</summary>
    public bool IsNumber => Kind is ParameterKind.Float or ParameterKind.Integer;

    /// <summary>The value as it stands in JSON, without quotation marks.</summary>
    public override string ToString() => Kind switch
    {
        ParameterKind.Float => FloatText(_number),
        ParameterKind.Integer => _integer.ToString(CultureInfo.InvariantCulture),
        ParameterKind.Boolean => _integer != 0 ? "true" : "false",
        _ => _text ?? string.Empty,
    };

    /// <summary>Shortest text that reads back to the same double and is recognisable as a float (1 becomes 1.0).</summary>
    private static string FloatText(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E', 'N') >= 0 || double.IsInfinity(value) ? text : text + ".0";
    }

    private InvalidOperationException Mismatch(string wanted) => new($"The value {ToString()} is not {wanted}.");
}
