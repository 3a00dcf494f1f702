using System.Text.RegularExpressions;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>
/// Cuts a template into parts with Jinja's rules for white space: <c>trim_blocks</c> and <c>lstrip_blocks</c> are on as
/// transformers sets them, <c>-</c> strips, <c>+</c> keeps, and one newline at the very end is dropped.
/// </summary>
internal sealed partial class Lexer
{
    private const string Brackets = "([{";
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private bool _atLineStart = true;

    private Lexer(string source)
    {
        var text = source.ReplaceLineEndings("\n");
        _text = text.EndsWith('\n') ? text[..^1] : text;
    }

    /// <summary>Cuts a whole template.</summary>
    /// <exception cref="ChatTemplateException">A tag, comment or text is not closed, or a character has no meaning.</exception>
    public static List<Token> Read(string source)
    {
        var lexer = new Lexer(source);
        while (lexer._at < lexer._text.Length)
        {
            lexer.ReadDataAndTag();
        }

        lexer.Add(TokenKind.End, "");
        return lexer._tokens;
    }

    private void ReadDataAndTag()
    {
        var open = NextTag(_at);
        var end = open < 0 ? _text.Length : open;
        AddData(_text[_at..end], open < 0 ? "" : _text.Substring(open, Math.Min(3, _text.Length - open)));
        MoveTo(end);
        if (open < 0)
        {
            return;
        }

        var kind = _text[open + 1];
        if (kind == '#')
        {
            SkipComment();
        }
        else if (kind == '%' && RawBegin().Match(_text, open) is { Success: true } raw)
        {
            ReadRaw(raw);
        }
        else
        {
            ReadTag(kind);
        }
    }

    private int NextTag(int from)
    {
        for (var i = _text.IndexOf('{', from); i >= 0 && i + 1 < _text.Length; i = _text.IndexOf('{', i + 1))
        {
            if (_text[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return -1;
    }

    private void AddData(string data, string tag)
    {
        if (tag is [_, _, '-'])
        {
            data = data.TrimEnd();
        }
        else if (tag is [_, '%' or '#', ..] and not [_, _, '+'])
        {
            var lineStart = data.LastIndexOf('\n') + 1;
            if ((lineStart > 0 || _atLineStart) && data.AsSpan(lineStart).IsWhiteSpace())
            {
                data = data[..lineStart];
            }
        }

        if (data.Length > 0)
        {
            Add(TokenKind.Data, data);
        }
    }

    private void SkipComment()
    {
        var close = _text.IndexOf("#}", _at + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            throw new ChatTemplateException(_line, "A comment is not closed; it needs '#}'.");
        }

        CloseTag(close + 2, _text[close - 1], trimsNewline: true);
    }

    private void ReadRaw(Match begin)
    {
        MoveTo(begin.Index + begin.Length);
        var end = RawEnd().Match(_text, _at);
        if (!end.Success)
        {
            throw new ChatTemplateException(_line, "A raw block is not closed; it needs {% endraw %}.");
        }

        AddData(_text[_at..end.Index], end.Value);
        MoveTo(end.Index + end.Length);
        _atLineStart = end.Value.EndsWith('\n');
    }

    private void ReadTag(char kind)
    {
        var isOutput = kind == '{';
        var close = isOutput ? "}}" : "%}";
        var line = _line;
        Add(isOutput ? TokenKind.OutputBegin : TokenKind.BlockBegin, "");
        MoveTo(_at + (_at + 2 < _text.Length && _text[_at + 2] is '-' or '+' ? 3 : 2));
        var open = new Stack<char>();
        while (true)
        {
            SkipSpace();
            if (_at >= _text.Length)
            {
                throw new ChatTemplateException(line, $"A tag is not closed; it needs '{close}'.");
            }

            var sign = _text[_at];
            var at = sign is '-' || (sign is '+' && !isOutput) ? _at + 1 : _at;
            if (open.Count == 0 && string.CompareOrdinal(_text, at, close, 0, 2) == 0)
            {
                Add(isOutput ? TokenKind.OutputEnd : TokenKind.BlockEnd, "");
                CloseTag(at + 2, at > _at ? sign : ' ', trimsNewline: !isOutput);
                return;
            }

            ReadToken(open);
        }
    }

    private void CloseTag(int end, char sign, bool trimsNewline)
    {
        if (sign == '-')
        {
            while (end < _text.Length && char.IsWhiteSpace(_text[end]))
            {
                end++;
            }
        }
        else if (trimsNewline && sign != '+' && end < _text.Length && _text[end] == '\n')
        {
            end++;
        }

        _atLineStart = _text[end - 1] == '\n';
        MoveTo(end);
    }

    private void ReadToken(Stack<char> open)
    {
        var first = _text[_at];
        if (first is '\'' or '"')
        {
            AddText(StringLiteral.End(_text, _at));
        }
        else if (char.IsAsciiDigit(first))
        {
            var number = Number().Match(_text, _at);
            AddTo(number.Index + number.Length, number.Groups[1].Success || number.Groups[2].Success ? TokenKind.Float : TokenKind.Integer);
        }
        else if (first == '_' || char.IsLetter(first))
        {
            AddTo(Word().Match(_text, _at) is var word ? word.Index + word.Length : _at, TokenKind.Name);
        }
        else if (Symbol().Match(_text, _at) is { Success: true } symbol)
        {
            Balance(open, first);
            AddTo(_at + symbol.Length, TokenKind.Symbol);
        }
        else
        {
            throw new ChatTemplateException(_line, $"The character '{first}' has no meaning in a tag.");
        }
    }

    private void Balance(Stack<char> open, char symbol)
    {
        if (Brackets.Contains(symbol, StringComparison.Ordinal))
        {
            open.Push(symbol);
        }
        else if (")]}".IndexOf(symbol) is >= 0 and var i && (open.Count == 0 || open.Pop() != Brackets[i]))
        {
            throw new ChatTemplateException(_line, $"The bracket '{symbol}' closes nothing.");
        }
    }

    private void AddText(int end)
    {
        if (end < 0)
        {
            throw new ChatTemplateException(_line, "A text in quotes is not closed.");
        }

        Add(TokenKind.Text, StringLiteral.Decode(_text.AsSpan(_at + 1, end - _at - 2)));
        MoveTo(end);
    }

    private void AddTo(int end, TokenKind kind)
    {
        Add(kind, _text[_at..end]);
        MoveTo(end);
    }

    private void SkipSpace()
    {
        var end = _at;
        while (end < _text.Length && char.IsWhiteSpace(_text[end]))
        {
            end++;
        }

        MoveTo(end);
    }

    private void Add(TokenKind kind, string text) => _tokens.Add(new Token(kind, text, _line));

    private void MoveTo(int at)
    {
        _line += _text.AsSpan(_at, at - _at).Count('\n');
        _at = at;
    }

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})")]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%[-+]?\s*endraw\s*(?:\+%\}|-%\}\s*|%\}\n?)")]
    private static partial Regex RawEnd();

    [GeneratedRegex(@"\G[0-9][0-9_]*(\.[0-9][0-9_]*)?([eE][-+]?[0-9]+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\G(?://|\*\*|==|!=|>=|<=|[-+/*%~\[\](){}<>=.:|,;])")]
    private static partial Regex Symbol();
}
