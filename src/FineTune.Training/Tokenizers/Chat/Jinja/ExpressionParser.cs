using System.Globalization;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Reads expressions, with Jinja's order of operators.</summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>Reads an expression; with commas outside of brackets, a tuple.</summary>
    public Expression ReadTuple(bool allowsChoice = true)
    {
        var line = tokens.Current.Line;
        var first = Read(allowsChoice);
        if (!tokens.Current.Is(","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (tokens.TrySkip(",") && tokens.Current.Kind is not (TokenKind.BlockEnd or TokenKind.OutputEnd) && !tokens.Current.Is(")") && !tokens.Current.Is("="))
        {
            items.Add(Read(allowsChoice));
        }

        return new Sequence(line, items, IsTuple: true);
    }

    /// <summary>Reads an expression; without the choice, an <c>if</c> after it is left to the caller.</summary>
    public Expression Read(bool allowsChoice = true)
    {
        tokens.Deepen();
        var expression = ReadOr();
        while (allowsChoice && tokens.TrySkipWord("if"))
        {
            var line = tokens.Current.Line;
            var condition = ReadOr();
            expression = new Choice(line, condition, expression, tokens.TrySkipWord("else") ? Read() : null);
        }

        tokens.Rise();
        return expression;
    }

    /// <summary>Reads the arguments of a call after its open bracket.</summary>
    public ArgumentList ReadArguments()
    {
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!tokens.TrySkip(")"))
        {
            if (tokens.Current.Is("*") || tokens.Current.Is("**"))
            {
                throw tokens.Problem("Spreading arguments with '*' is not supported.");
            }

            if (tokens.Current.Kind == TokenKind.Name && tokens.Next.Is("="))
            {
                var name = tokens.TakeName();
                tokens.Skip("=");
                named.Add((name, Read()));
            }
            else
            {
                positional.Add(named.Count == 0 ? Read() : throw tokens.Problem("An argument without a name stands after one with a name."));
            }

            if (!tokens.Current.Is(")"))
            {
                tokens.Skip(",");
            }
        }

        return new ArgumentList(positional, named);
    }

    /// <summary>Reads filters behind a value, without the first bar where the caller has it.</summary>
    public Expression ReadFilter(Expression target)
    {
        var line = tokens.Current.Line;
        var name = tokens.TakeName();
        var filter = Filters.Find(name) ?? throw new ChatTemplateException(line, $"The filter '{name}' is not supported.");
        return new Filtering(line, target, filter, tokens.TrySkip("(") ? ReadArguments() : ArgumentList.None);
    }

    private Expression ReadOr()
    {
        var left = ReadAnd();
        while (tokens.TrySkipWord("or"))
        {
            left = new Junction(left.Line, IsAnd: false, left, ReadAnd());
        }

        return left;
    }

    private Expression ReadAnd()
    {
        var left = ReadNot();
        while (tokens.TrySkipWord("and"))
        {
            left = new Junction(left.Line, IsAnd: true, left, ReadNot());
        }

        return left;
    }

    private Expression ReadNot()
    {
        var line = tokens.Current.Line;
        if (!tokens.TrySkipWord("not"))
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
        if (tokens.Current.Kind == TokenKind.Symbol && Comparisons.Contains(tokens.Current.Text))
        {
            return tokens.Take().Text;
        }

        if (tokens.Current.IsWord("not") && tokens.Next.IsWord("in"))
        {
            tokens.Take();
            tokens.Take();
            return "not in";
        }

        return tokens.TrySkipWord("in") ? "in" : null;
    }

    private Expression ReadSum() => ReadLeftToRight(ReadConcatenation, "+", "-");

    private Expression ReadConcatenation() => ReadLeftToRight(ReadProduct, "~");

    private Expression ReadProduct() => ReadLeftToRight(ReadPower, "*", "/", "//", "%");

    private Expression ReadPower() => ReadLeftToRight(() => ReadUnary(withFilters: true), "**");

    private Expression ReadLeftToRight(Func<Expression> operand, params string[] symbols)
    {
        var left = operand();
        while (tokens.Current.Kind == TokenKind.Symbol && symbols.Contains(tokens.Current.Text))
        {
            var symbol = tokens.Take();
            left = new Binary(symbol.Line, symbol.Text, left, operand());
        }

        return left;
    }

    private Expression ReadUnary(bool withFilters)
    {
        var line = tokens.Current.Line;
        var expression = tokens.TrySkip("-") ? new Unary(line, "-", Deeper(() => ReadUnary(withFilters: false)))
            : tokens.TrySkip("+") ? new Unary(line, "+", Deeper(() => ReadUnary(withFilters: false)))
            : ReadPrimary();
        expression = ReadPostfix(expression);
        return withFilters ? ReadFiltersAndTests(expression) : expression;
    }

    private Expression ReadPrimary()
    {
        var token = tokens.Take();
        return token.Kind switch
        {
            TokenKind.Name => token.Text switch
            {
                "true" or "True" => new Literal(token.Line, true),
                "false" or "False" => new Literal(token.Line, false),
                "none" or "None" => new Literal(token.Line, null),
                var word => new Name(token.Line, word),
            },
            TokenKind.Text => new Literal(token.Line, ReadTexts(token.Text)),
            TokenKind.Integer => new Literal(token.Line, long.TryParse(token.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : throw new ChatTemplateException(token.Line, $"The number {token.Text} is too large.")),
            TokenKind.Float => new Literal(token.Line, double.Parse(token.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture)),
            TokenKind.Symbol when token.Text == "(" => ReadBracket(token.Line),
            TokenKind.Symbol when token.Text == "[" => new Sequence(token.Line, ReadItems("]", () => Read()), IsTuple: false),
            TokenKind.Symbol when token.Text == "{" => new Pairs(token.Line, ReadItems("}", ReadPair)),
            _ => throw TokenReader.Unexpected(token),
        };
    }

    /// <summary>Texts beside one another are one text.</summary>
    private string ReadTexts(string first)
    {
        while (tokens.Current.Kind == TokenKind.Text)
        {
            first += tokens.Take().Text;
        }

        return first;
    }

    private Expression ReadBracket(int line)
    {
        if (tokens.TrySkip(")"))
        {
            return new Sequence(line, [], IsTuple: true);
        }

        var inside = ReadTuple();
        tokens.Skip(")");
        return inside;
    }

    private List<T> ReadItems<T>(string close, Func<T> read)
    {
        var items = new List<T>();
        while (!tokens.TrySkip(close))
        {
            items.Add(read());
            if (!tokens.Current.Is(close))
            {
                tokens.Skip(",");
            }
        }

        return items;
    }

    private (Expression Key, Expression Value) ReadPair()
    {
        var key = Read();
        tokens.Skip(":");
        return (key, Read());
    }

    private Expression ReadPostfix(Expression expression)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.TrySkip("."))
            {
                expression = tokens.Current.Kind == TokenKind.Integer
                    ? new Index(line, expression, ReadPrimary())
                    : new Member(line, expression, tokens.TakeName());
            }
            else if (tokens.TrySkip("["))
            {
                expression = ReadSubscript(line, expression);
            }
            else if (tokens.TrySkip("("))
            {
                expression = new Call(line, expression, ReadArguments());
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ReadSubscript(int line, Expression target)
    {
        var bounds = new List<Expression?>();
        var colons = 0;
        while (!tokens.TrySkip("]"))
        {
            if (tokens.TrySkip(":"))
            {
                colons++;
                if (bounds.Count < colons)
                {
                    bounds.Add(null);
                }
            }
            else if (bounds.Count == colons)
            {
                bounds.Add(Read());
            }
            else
            {
                throw TokenReader.Unexpected(tokens.Current);
            }
        }

        return (colons, bounds.Count) switch
        {
            (0, 1) => new Index(line, target, bounds[0]!),
            (1 or 2, _) => new Slice(line, target, bounds[0], bounds.ElementAtOrDefault(1), bounds.ElementAtOrDefault(2)),
            _ => throw new ChatTemplateException(line, "The square brackets hold no item and no slice."),
        };
    }

    private Expression ReadFiltersAndTests(Expression expression)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.TrySkip("|"))
            {
                expression = ReadFilter(expression);
            }
            else if (tokens.TrySkipWord("is"))
            {
                expression = ReadTest(line, expression);
            }
            else if (tokens.TrySkip("("))
            {
                expression = new Call(line, expression, ReadArguments());
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ReadTest(int line, Expression target)
    {
        var isNegated = tokens.TrySkipWord("not");
        var name = tokens.TakeName();
        var test = ValueTests.Find(name) ?? throw new ChatTemplateException(line, $"The test '{name}' is not supported.");
        var arguments = tokens.TrySkip("(") ? ReadArguments()
            : BeginsArgument(tokens.Current) ? new ArgumentList([ReadPostfix(ReadPrimary())], [])
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
        tokens.Deepen();
        var result = read();
        tokens.Rise();
        return result;
    }
}
