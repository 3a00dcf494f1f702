using System.Globalization;

namespace FineTune.Search.Spaces;

/// <summary>Reads a comparison of two sums by recursive descent.</summary>
internal sealed class ConstraintParser
{
    private const int MostDepth = 32;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Func<Func<string, double>, double>? _left;
    private readonly Func<Func<string, double>, double>? _right;
    private readonly string _comparison = string.Empty;
    private int _at;
    private int _depth;

    public ConstraintParser(string text)
    {
        Text = text;
        _left = Sum();
        _comparison = Problem is null ? Comparison() : string.Empty;
        _right = Problem is null ? Sum() : null;
        Skip();
        if (Problem is null && _at < text.Length)
        {
            Fail($"'{text[_at]}' is not expected");
        }
        else if (Problem is null && _names.Count == 0)
        {
            Fail("no parameter is named");
        }
    }

    public string Text { get; }

    public string? Problem { get; private set; }

    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Whether the comparison holds for these values. A division by zero keeps nothing.</summary>
    public bool Compare(Func<string, double> values)
    {
        var (left, right) = (_left!(values), _right!(values));
        return _comparison switch
        {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            "==" => left.Equals(right),
            _ => double.IsFinite(left) && double.IsFinite(right) && !left.Equals(right),
        };
    }

    private Func<Func<string, double>, double>? Sum() => Chain(Product, '+', '-', (a, b) => a + b, (a, b) => a - b);

    private Func<Func<string, double>, double>? Product() => Chain(Factor, '*', '/', (a, b) => a * b, (a, b) => a / b);

    private Func<Func<string, double>, double>? Chain(
        Func<Func<Func<string, double>, double>?> part, char first, char second, Func<double, double, double> onFirst, Func<double, double, double> onSecond)
    {
        var result = part();
        while (Problem is null && Peek() is var sign && (sign == first || sign == second))
        {
            _at++;
            var (before, next, operation) = (result, part(), sign == first ? onFirst : onSecond);
            result = values => operation(before!(values), next!(values));
        }

        return result;
    }

    private Func<Func<string, double>, double>? Factor()
    {
        if (++_depth > MostDepth)
        {
            return Fail("it is nested too deeply");
        }

        var sign = Peek();
        var start = _at;
        Func<Func<string, double>, double>? result;
        if (sign == '-')
        {
            _at++;
            var inner = Factor();
            result = values => -inner!(values);
        }
        else if (sign == '(')
        {
            _at++;
            result = Sum();
            result = Problem is not null ? null : Peek() == ')' ? result : Fail("a ')' is missing");
            _at++;
        }
        else if (char.IsAsciiDigit(sign) || sign == '.')
        {
            result = Number(start);
        }
        else if (char.IsLetter(sign) || sign == '_')
        {
            while (_at < Text.Length && (char.IsLetterOrDigit(Text[_at]) || Text[_at] is '_' or '.'))
            {
                _at++;
            }

            var name = Text[start.._at];
            _names.Add(name);
            result = values => values(name);
        }
        else
        {
            result = Fail(sign == '\0' ? "it ends where a number or a parameter is expected" : $"'{sign}' is no number and no parameter");
        }

        _depth--;
        return result;
    }

    private Func<Func<string, double>, double>? Number(int start)
    {
        while (_at < Text.Length && (char.IsAsciiDigit(Text[_at]) || Text[_at] is '.' or 'e' or 'E' || (Text[_at] is '+' or '-' && Text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        return double.TryParse(Text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? _ => number : Fail($"'{Text[start.._at]}' is no number");
    }

    private string Comparison()
    {
        Skip();
        foreach (var known in new[] { "<=", ">=", "==", "!=", "<", ">" })
        {
            if (Text.AsSpan(_at).StartsWith(known, StringComparison.Ordinal))
            {
                _at += known.Length;
                return known;
            }
        }

        Fail("a comparison (<, <=, >, >=, ==, !=) is missing");
        return string.Empty;
    }

    private char Peek()
    {
        Skip();
        return _at < Text.Length ? Text[_at] : '\0';
    }

    private void Skip()
    {
        while (_at < Text.Length && char.IsWhiteSpace(Text[_at]))
        {
            _at++;
        }
    }

    private Func<Func<string, double>, double>? Fail(string what)
    {
        Problem ??= string.Create(CultureInfo.InvariantCulture, $"'{Text}' cannot be read at character {_at + 1}: {what}.");
        return null;
    }
}
