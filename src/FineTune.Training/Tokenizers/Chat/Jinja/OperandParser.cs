using System.Globalization;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Reads what operators stand between: literals, names, brackets, and the members, items and calls behind them.</summary>
/// <param name="tokens">The template's tokens.</param>
/// <param name="expressions">Reads whole expressions, inside of brackets.</param>
internal sealed class OperandParser(TokenReader tokens, ExpressionParser expressions)
{
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
                named.Add((name, expressions.Read()));
            }
            else
            {
                positional.Add(named.Count == 0 ? expressions.Read() : throw tokens.Problem("An argument without a name stands after one with a name."));
            }

            if (!tokens.Current.Is(")"))
            {
                tokens.Skip(",");
            }
        }

        return new ArgumentList(positional, named);
    }

    /// <summary>Reads a literal, a name, or something in brackets.</summary>
    public Expression ReadPrimary()
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
            TokenKind.Symbol when token.Text == "[" => new Sequence(token.Line, ReadItems("]", () => expressions.Read()), IsTuple: false),
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

        var inside = expressions.ReadTuple();
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
        var key = expressions.Read();
        tokens.Skip(":");
        return (key, expressions.Read());
    }

    /// <summary>Reads the members, items and calls behind an operand.</summary>
    public Expression ReadPostfix(Expression expression)
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
                bounds.Add(expressions.Read());
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
}
