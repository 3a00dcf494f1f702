namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Reads a template into statements.</summary>
internal sealed class TemplateParser
{
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private TemplateParser(TokenReader tokens) => (_tokens, _expressions) = (tokens, new ExpressionParser(tokens));

    /// <summary>Reads a whole template.</summary>
    /// <exception cref="ChatTemplateException">The template is wrong, or uses what is not supported.</exception>
    public static IReadOnlyList<Statement> Read(string source)
    {
        var parser = new TemplateParser(new TokenReader(Lexer.Read(source)));
        return parser.ReadBody(opening: "");
    }

    /// <summary>Reads statements up to a tag whose word ends the body; that word is then the one that comes.</summary>
    private List<Statement> ReadBody(string opening, params string[] endings)
    {
        var line = _tokens.Current.Line;
        _tokens.Deepen();
        var body = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            var token = _tokens.Take();
            switch (token.Kind)
            {
                case TokenKind.Data:
                    body.Add(new Data(token.Line, token.Text));
                    break;
                case TokenKind.OutputBegin:
                    body.Add(new Output(token.Line, _expressions.ReadTuple()));
                    _tokens.Take(TokenKind.OutputEnd);
                    break;
                default:
                    if (endings.Any(_tokens.Current.IsWord))
                    {
                        _tokens.Rise();
                        return body;
                    }

                    body.Add(ReadBlock());
                    break;
            }
        }

        _tokens.Rise();
        return endings.Length == 0 ? body : throw new ChatTemplateException(line, $"'{opening}' is not closed; it needs {{% {endings[^1]} %}}.");
    }

    private Statement ReadBlock()
    {
        var line = _tokens.Current.Line;
        var word = _tokens.TakeName();
        return word switch
        {
            "if" => ReadIf(line),
            "for" => ReadFor(line),
            "set" => ReadSet(line),
            "macro" => ReadMacro(line),
            "call" => ReadCall(line),
            "filter" => ReadFilter(line),
            "with" => ReadWith(line),
            "generation" => new Generation(line, ReadRest(word)),
            "break" or "continue" => ReadJump(line, word),
            _ when word.StartsWith("end", StringComparison.Ordinal) || word is "else" or "elif" => throw new ChatTemplateException(line, $"'{word}' closes or continues nothing."),
            _ => throw new ChatTemplateException(line, $"The tag '{word}' is not supported."),
        };
    }

    /// <summary>Reads from the end of a tag up to and with its closing tag.</summary>
    private List<Statement> ReadRest(string word)
    {
        EndTag();
        var body = ReadBody(word, $"end{word}");
        CloseBlock();
        return body;
    }

    private void EndTag() => _tokens.Take(TokenKind.BlockEnd);

    private string CloseBlock()
    {
        var word = _tokens.TakeName();
        EndTag();
        return word;
    }

    private If ReadIf(int line)
    {
        var cases = new List<(Expression?, IReadOnlyList<Statement>)>();
        var word = "if";
        while (word is "if" or "elif")
        {
            var condition = _expressions.ReadTuple();
            EndTag();
            cases.Add((condition, ReadBody("if", "elif", "else", "endif")));
            word = _tokens.TakeName();
        }

        EndTag();
        if (word == "else")
        {
            cases.Add((null, ReadBody("else", "endif")));
            CloseBlock();
        }

        return new If(line, cases);
    }

    private For ReadFor(int line)
    {
        var target = ReadTarget();
        if (!_tokens.TrySkipWord("in"))
        {
            throw _tokens.Problem("'in' is expected in a 'for'.");
        }

        var items = _expressions.ReadTuple(allowsChoice: false);
        var condition = _tokens.TrySkipWord("if") ? _expressions.Read() : null;
        if (_tokens.Current.IsWord("recursive"))
        {
            throw _tokens.Problem("Recursive loops are not supported.");
        }

        EndTag();
        _loops++;
        var body = ReadBody("for", "else", "endfor");
        _loops--;
        List<Statement> otherwise = [];
        if (CloseBlock() == "else")
        {
            otherwise = ReadBody("else", "endfor");
            CloseBlock();
        }

        return new For(line, target, items, condition, body, otherwise);
    }

    private Jump ReadJump(int line, string word)
    {
        EndTag();
        return _loops > 0 ? new Jump(line, word == "break" ? Flow.Break : Flow.Continue) : throw new ChatTemplateException(line, $"'{word}' stands outside of a loop.");
    }

    private Statement ReadSet(int line)
    {
        var target = ReadTarget();
        if (_tokens.TrySkip("="))
        {
            var value = _expressions.ReadTuple();
            EndTag();
            return new Set(line, target, value);
        }

        var filters = ReadFilters(hasBar: true);
        return new Captured(line, target, ReadRest("set"), filters);
    }

    private Captured ReadFilter(int line)
    {
        var filters = ReadFilters(hasBar: false);
        return new Captured(line, null, ReadRest("filter"), filters);
    }

    /// <summary>Reads filters that have no value yet: each is put around the one before.</summary>
    private Func<Expression, Expression> ReadFilters(bool hasBar)
    {
        var filters = new List<Filtering>();
        while (hasBar ? _tokens.TrySkip("|") : _tokens.Current.Kind == TokenKind.Name)
        {
            filters.Add((Filtering)_expressions.ReadFilter(new Literal(0, null)));
            hasBar = true;
        }

        return value => filters.Aggregate(value, (inner, filter) => filter with { Target = inner });
    }

    private Macro ReadMacro(int line)
    {
        var name = _tokens.TakeName();
        var parameters = ReadParameters();
        return new Macro(line, name, parameters, ReadSeparately("macro"));
    }

    private CallBlock ReadCall(int line)
    {
        var parameters = _tokens.Current.Is("(") ? ReadParameters() : [];
        var target = _expressions.Read() as Call ?? throw new ChatTemplateException(line, "'call' needs a macro to call.");
        return new CallBlock(line, target, new Macro(line, "caller", parameters, ReadSeparately("call")));
    }

    /// <summary>Reads a body that is run from elsewhere: it cannot break out of a loop around it.</summary>
    private List<Statement> ReadSeparately(string word)
    {
        var loops = _loops;
        _loops = 0;
        var body = ReadRest(word);
        _loops = loops;
        return body;
    }

    private List<(string Name, Expression? Standard)> ReadParameters()
    {
        var parameters = new List<(string, Expression?)>();
        _tokens.Skip("(");
        while (!_tokens.TrySkip(")"))
        {
            var name = _tokens.TakeName();
            parameters.Add((name, _tokens.TrySkip("=") ? _expressions.Read() : null));
            if (!_tokens.Current.Is(")"))
            {
                _tokens.Skip(",");
            }
        }

        return parameters;
    }

    private With ReadWith(int line)
    {
        var names = new List<(Target, Expression)>();
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            var target = ReadTarget(isTuple: false);
            _tokens.Skip("=");
            names.Add((target, _expressions.Read()));
            if (_tokens.Current.Kind != TokenKind.BlockEnd)
            {
                _tokens.Skip(",");
            }
        }

        return new With(line, names, ReadRest("with"));
    }

    private Target ReadTarget(bool isTuple = true)
    {
        _tokens.Deepen();
        var hasBracket = _tokens.TrySkip("(");
        var parts = new List<Target>();
        do
        {
            parts.Add(_tokens.Current.Is("(") && isTuple ? ReadTarget()
                : new Target(_tokens.TakeName(), _tokens.TrySkip(".") ? _tokens.TakeName() : null, []));
        }
        while (isTuple && _tokens.TrySkip(",") && _tokens.Current.Kind == TokenKind.Name && !_tokens.Current.IsWord("in"));

        if (hasBracket)
        {
            _tokens.Skip(")");
        }

        _tokens.Rise();
        return parts is [var single] ? single : new Target("", null, parts);
    }
}
