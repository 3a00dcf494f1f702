namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Goes through the parts of a template.</summary>
internal sealed class TokenReader(List<Token> tokens)
{
    /// <summary>Most expressions and blocks within one another.</summary>
    public const int MaxDepth = 100;

    private int _at;
    private int _depth;

    /// <summary>The part that comes.</summary>
    public Token Current => tokens[_at];

    /// <summary>The part after it.</summary>
    public Token Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    /// <summary>Takes the part that comes.</summary>
    public Token Take() => Current.Kind == TokenKind.End ? Current : tokens[_at++];

    /// <summary>Takes a part that must be of a kind.</summary>
    public Token Take(TokenKind kind) => Current.Kind == kind ? Take() : throw Unexpected(Current);

    /// <summary>Takes a name.</summary>
    public string TakeName() => Take(TokenKind.Name).Text;

    /// <summary>Takes an operator that must come.</summary>
    public void Skip(string symbol)
    {
        if (!TrySkip(symbol))
        {
            throw new ChatTemplateException(Current.Line, $"'{symbol}' is expected, but {Describe(Current)} stands there.");
        }
    }

    /// <summary>Takes an operator if it comes.</summary>
    public bool TrySkip(string symbol) => TrySkip(Current.Is(symbol));

    /// <summary>Takes a word if it comes.</summary>
    public bool TrySkipWord(string word) => TrySkip(Current.IsWord(word));

    /// <summary>Goes one expression or block deeper.</summary>
    public void Deepen()
    {
        if (++_depth > MaxDepth)
        {
            throw Problem($"More than {MaxDepth} expressions or blocks stand within one another.");
        }
    }

    /// <summary>Comes back up.</summary>
    public void Rise() => _depth--;

    /// <summary>A problem at the part that comes.</summary>
    public ChatTemplateException Problem(string what) => new(Current.Line, what);

    /// <summary>A part that nobody expects.</summary>
    public static ChatTemplateException Unexpected(Token token) => new(token.Line, $"{Describe(token)} is not expected here.");

    private bool TrySkip(bool comes)
    {
        _at += comes ? 1 : 0;
        return comes;
    }

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "The end of the template",
        TokenKind.BlockEnd => "The end of the tag ('%}')",
        TokenKind.OutputEnd => "The end of the tag ('}}')",
        TokenKind.Data => "Text",
        _ => $"'{token.Text}'",
    };
}
