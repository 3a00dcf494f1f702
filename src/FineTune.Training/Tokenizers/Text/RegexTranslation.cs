using System.Globalization;
using System.Text;

namespace FineTune.Training.Tokenizers.Text;

/// <summary>
/// Rewrites a regular expression of the tokenizers library (Oniguruma's Ruby syntax) as one of .NET: possessive
/// quantifiers become atomic groups, <c>^</c> and <c>$</c> mean lines, <c>\w</c> and <c>\h</c> are spelled out,
/// <c>\x{...}</c> and long property names are translated.
/// </summary>
internal sealed class RegexTranslation
{
    private const string WordClass = @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE\u24B6-\u24E9";

    private static readonly Dictionary<string, string> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Letter"] = @"\p{L}", ["Alpha"] = @"\p{L}\p{M}\p{Nl}", ["Alphabetic"] = @"\p{L}\p{Nl}", ["Mark"] = @"\p{M}", ["Number"] = @"\p{N}",
        ["Digit"] = @"\p{Nd}", ["Punctuation"] = @"\p{P}", ["Punct"] = @"\p{P}", ["Symbol"] = @"\p{S}", ["Separator"] = @"\p{Z}",
        ["Space"] = @"\s", ["White_Space"] = @"\s", ["Upper"] = @"\p{Lu}", ["Uppercase_Letter"] = @"\p{Lu}", ["Lower"] = @"\p{Ll}",
        ["Lowercase_Letter"] = @"\p{Ll}", ["Word"] = WordClass,
        ["Han"] = @"\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFA6D\uFA70-\uFAD9",
        ["Hiragana"] = @"\u3041-\u3096\u309D-\u309F", ["Katakana"] = @"\u30A1-\u30FA\u30FD-\u30FF\u31F0-\u31FF\u32D0-\u32FE\u3300-\u3357\uFF66-\uFF6F\uFF71-\uFF9D",
        ["Hangul"] = @"\u1100-\u11FF\u302E\u302F\u3131-\u318E\u3200-\u321E\u3260-\u327E\uA960-\uA97C\uAC00-\uD7A3\uD7B0-\uD7FB\uFFA0-\uFFDC",
        ["Cyrillic"] = @"\u0400-\u052F\u1C80-\u1C88\u2DE0-\u2DFF\uA640-\uA69F", ["Greek"] = @"\u0370-\u0373\u0375-\u03FF\u1F00-\u1FFE",
        ["Arabic"] = @"\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC", ["Hebrew"] = @"\u0591-\u05F4\uFB1D-\uFB4F", ["Thai"] = @"\u0E01-\u0E3A\u0E40-\u0E5B",
        ["Latin"] = @"A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02B8\u1E00-\u1EFF\u2C60-\u2C7F\uA722-\uA7FF\uFB00-\uFB06\uFF21-\uFF3A\uFF41-\uFF5A",
    };

    private readonly string _source;
    private readonly StringBuilder _result = new();
    private readonly Stack<int> _groups = new();
    private int _position;
    private int _atom = -1;

    private RegexTranslation(string source) => _source = source;

    /// <summary>Translates an expression.</summary>
    /// <exception cref="ArgumentException">A property or construct is not known.</exception>
    public static string ToNet(string expression)
    {
        var translation = new RegexTranslation(expression);
        translation.Run();
        return translation._result.ToString();
    }

    private void Run()
    {
        while (_position < _source.Length)
        {
            var unit = _source[_position];
            switch (unit)
            {
                case '\\':
                    BeginAtom();
                    Escape(inClass: false);
                    break;
                case '[':
                    BeginAtom();
                    CharacterClass();
                    break;
                case '(':
                    _groups.Push(_result.Length);
                    GroupStart();
                    break;
                case ')':
                    Copy();
                    _atom = _groups.TryPop(out var start) ? start : -1;
                    break;
                case '*' or '+' or '?' or '{' when _atom >= 0:
                    Quantifier();
                    break;
                case '^':
                    _position++;
                    _result.Append("(?m:^)");
                    break;
                case '$':
                    _position++;
                    _result.Append("(?m:$)");
                    break;
                default:
                    BeginAtom();
                    Copy();
                    break;
            }
        }
    }

    private void BeginAtom() => _atom = _result.Length;

    private void Copy() => _result.Append(_source[_position++]);

    private void GroupStart()
    {
        Copy();
        if (_position < _source.Length && _source[_position] == '?')
        {
            while (_position < _source.Length && _source[_position] is not (':' or '=' or '!' or '>' or ')'))
            {
                Copy();
            }
        }

        _atom = -1;
    }

    private void Quantifier()
    {
        var begin = _position;
        if (_source[_position] == '{')
        {
            var close = _source.IndexOf('}', _position);
            if (close < 0 || !_source.AsSpan(_position + 1, close - _position - 1).ContainsAnyInRange('0', '9'))
            {
                BeginAtom();
                Copy();
                return;
            }

            _position = close + 1;
        }
        else
        {
            _position++;
        }

        var quantifier = _source[begin.._position].Replace("{,", "{0,", StringComparison.Ordinal);
        var next = _position < _source.Length ? _source[_position] : '\0';
        _result.Append(quantifier);
        if (next == '+')
        {
            _position++;
            _result.Insert(_atom, quantifier[0] == '{' ? "(?:" : "(?>").Append(quantifier[0] == '{' ? ")+" : ")");
        }
        else if (next == '?')
        {
            Copy();
        }
    }

    private void CharacterClass()
    {
        Copy();
        if (_position < _source.Length && _source[_position] == '^')
        {
            Copy();
        }

        var first = true;
        while (_position < _source.Length && (_source[_position] != ']' || first))
        {
            if (_source[_position] == '\\')
            {
                Escape(inClass: true);
            }
            else if (_source[_position] == '[' && _position + 1 < _source.Length && _source[_position + 1] == ':')
            {
                PosixClass();
            }
            else if (_source[_position] == '[')
            {
                _result.Append("\\[");
                _position++;
            }
            else
            {
                Copy();
            }

            first = false;
        }

        if (_position < _source.Length)
        {
            Copy();
        }
    }

    private void PosixClass()
    {
        var close = _source.IndexOf(":]", _position, StringComparison.Ordinal);
        if (close < 0)
        {
            throw new ArgumentException($"The class at {_position} is not closed.");
        }

        _result.Append(Property(_source[(_position + 2)..close]));
        _position = close + 2;
    }

    private void Escape(bool inClass)
    {
        var next = _position + 1 < _source.Length ? _source[_position + 1] : '\\';
        if (next is 'p' or 'P' && _position + 2 < _source.Length && _source[_position + 2] == '{')
        {
            var close = _source.IndexOf('}', _position);
            var name = _source[(_position + 3)..close];
            var negated = (next == 'P') ^ name.StartsWith('^');
            _position = close + 1;
            Class(Property(name.TrimStart('^')), negated, inClass);
        }
        else if (next is 'w' or 'W' or 'h' or 'H')
        {
            _position += 2;
            Class(next is 'w' or 'W' ? WordClass : "0-9A-Fa-f", char.IsUpper(next), inClass);
        }
        else if (next is 'x' or 'u' && _position + 2 < _source.Length && _source[_position + 2] == '{')
        {
            var close = _source.IndexOf('}', _position);
            var code = int.Parse(_source.AsSpan(_position + 3, close - _position - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            foreach (var unit in char.ConvertFromUtf32(code))
            {
                _result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            }

            _position = close + 1;
        }
        else
        {
            Copy();
            if (_position < _source.Length)
            {
                Copy();
            }
        }
    }

    private void Class(string content, bool negated, bool inClass)
    {
        var isSimple = content.StartsWith(@"\p{", StringComparison.Ordinal) && content.IndexOf('}', StringComparison.Ordinal) == content.Length - 1;
        if (isSimple)
        {
            _result.Append(negated ? @"\P" + content[2..] : content);
        }
        else if (!inClass)
        {
            _result.Append(negated ? "[^" : "[").Append(content).Append(']');
        }
        else
        {
            _result.Append(negated ? throw new ArgumentException("A negated class within a class is not supported.") : content);
        }
    }

    private static string Property(string name)
    {
        if (Properties.TryGetValue(name, out var known))
        {
            return known;
        }

        return name.Length <= 2 ? $"\\p{{{name}}}" : throw new ArgumentException($"The character property '{name}' is not supported.");
    }
}
