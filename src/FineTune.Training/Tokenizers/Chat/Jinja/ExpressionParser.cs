namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Reads expressions, with Jinja's order of operators.</summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly TokenReader _tokens;
    private readonly OperandParser _operands;

    public ExpressionParser(TokenReader tokens) => (_tokens, _operands) = (tokens, new OperandParser(tokens, this));

    /// <summary>Reads an expression; with commas outside of brackets, a tuple.</summary>
    public Expression ReadTuple(bool allowsChoice = true)
    {
        var line = _tokens.Current.Line;
        var first = Read(allowsChoice);
        if (!_tokens.Current.Is(","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (_tokens.TrySkip(",") && _tokens.Current.Kind is not (TokenKind.BlockEnd or TokenKind.OutputEnd) && !_tokens.Current.Is(")") && !_tokens.Current.Is("="))
        {
            items.Add(Read(allowsChoice));
        }

        return new Sequence(line, items, IsTuple: true);
    }

    /// <summary>Reads an expression; without the choice, an <c>if</c> after it is left to the caller.</summary>
    public Expression Read(bool allowsChoice = true)
    {
        _tokens.Deepen();
        var expression = ReadOr();
        while (allowsChoice && _tokens.TrySkipWord("if"))
        {
            var line = _tokens.Current.Line;
            var condition = ReadOr();
            expression = new Choice(line, condition, expression, _tokens.TrySkipWord("else") ? Read() : null);
        }

        _tokens.Rise();
        return expression;
    }

    /// <summary>Reads the arguments of a call after its open bracket.</summary>
    public ArgumentList ReadArguments() => _operands.ReadArguments();

    /// <summary>Reads filters behind a value, without the first bar where the caller has it.</summary>
    public Expression ReadFilter(Expression target)
    {
        var line = _tokens.Current.Line;
        var name = _tokens.TakeName();
        var filter = Filters.Find(name) ?? throw new ChatTemplateException(line, $"The filter '{name}' is not supported.");
        return new Filtering(line, target, filter, _tokens.TrySkip("(") ? _operands.ReadArguments() : ArgumentList.None);
    }

    private Expression ReadOr()
    {
        var left = ReadAnd();
        while (_tokens.TrySkipWord("or"))
        {
            left = new Junction(left.Line, IsAnd: false, left, ReadAnd());
        }

        return left;
    }

    private Expression ReadAnd()
    {
        var left = ReadNot();
        while (_tokens.TrySkipWord("and"))
        {
            left = new Junction(left.Line, IsAnd: true, left, ReadNot());
        }

        return left;
    }

    private Expression ReadNot()
    {
        var line = _tokens.Current.Line;
        if (!_tokens.TrySkipWord("not"))
        {
            return ReadComparison();
        }

        return new Unary(line, "not", Deeper(ReadNot));
    }

    private Expression ReadComparison()
    {
        var first = ReadSum();
        var rest = new List<(string, Expression)>();
        while (TakeComparison() is { } symbol)
        {
            rest.Add((symbol, ReadSum()));
        }

        return rest.Count == 0 ? first : new Comparison(first.Line, first, rest);
    }

    private string? TakeComparison()
    {
        if (_tokens.Current.Kind == TokenKind.Symbol && Comparisons.Contains(_tokens.Current.Text))
        {
            return _tokens.Take().Text;
        }

        if (_tokens.Current.IsWord("not") && _tokens.Next.IsWord("in"))
        {
            _tokens.Take();
            _tokens.Take();
            return "not in";
        }

        return _tokens.TrySkipWord("in") ? "in" : null;
    }

    private Expression ReadSum() => ReadLeftToRight(ReadConcatenation, "+", "-");

    private Expression ReadConcatenation() => ReadLeftToRight(ReadProduct, "~");

    private Expression ReadProduct() => ReadLeftToRight(ReadPower, "*", "/", "//", "%");

    private Expression ReadPower() => ReadLeftToRight(() => ReadUnary(withFilters: true), "**");

    private Expression ReadLeftToRight(Func<Expression> operand, params string[] symbols)
    {
        var left = operand();
        while (_tokens.Current.Kind == TokenKind.Symbol && symbols.Contains(_tokens.Current.Text))
        {
            var symbol = _tokens.Take();
            left = new Binary(symbol.Line, symbol.Text, left, operand());
        }

        return left;
    }

    private Expression ReadUnary(bool withFilters)
    {
        var line = _tokens.Current.Line;
        var expression = _tokens.TrySkip("-") ? new Unary(line, "-", Deeper(() => ReadUnary(withFilters: false)))
            : _tokens.TrySkip("+") ? new Unary(line, "+", Deeper(() => ReadUnary(withFilters: false)))
            : _operands.ReadPrimary();
        expression = _operands.ReadPostfix(expression);
        return withFilters ? ReadFiltersAndTests(expression) : expression;
    }

    private Expression ReadFiltersAndTests(Expression expression)
    {
        while (true)
        {
            var line = _tokens.Current.Line;
            if (_tokens.TrySkip("|"))
            {
                expression = ReadFilter(expression);
            }
            else if (_tokens.TrySkipWord("is"))
            {
                expression = ReadTest(line, expression);
            }
            else if (_tokens.TrySkip("("))
            {
                expression = new Call(line, expression, _operands.ReadArguments());
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ReadTest(int line, Expression target)
    {
        var isNegated = _tokens.TrySkipWord("not");
        var name = _tokens.TakeName();
        var test = ValueTests.Find(name) ?? throw new ChatTemplateException(line, $"The test '{name}' is not supported.");
        var arguments = _tokens.TrySkip("(") ? _operands.ReadArguments()
            : BeginsArgument(_tokens.Current) ? new ArgumentList([_operands.ReadPostfix(_operands.ReadPrimary())], [])
            : ArgumentList.None;
        Expression result = new Testing(line, target, test, arguments);
        return isNegated ? new Unary(line, "not", result) : result;
    }

    private static bool BeginsArgument(Token token) => token.Kind switch
    {
        TokenKind.Text or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Symbol => token.Text is "[" or "{",
        TokenKind.Name => token.Text is not ("else" or "or" or "and" or "if" or "is" or "in" or "not" or "recursive"),
        _ => false,
    };

    private T Deeper<T>(Func<T> read)
    {
        _tokens.Deepen();
        var result = read();
        _tokens.Rise();
        return result;
    }
}
