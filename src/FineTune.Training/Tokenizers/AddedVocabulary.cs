using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers;

/// <summary>The added tokens of a tokenizer: how they are found, their ids and texts, and which are special.</summary>
internal sealed class AddedVocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _tokens = [];
    private readonly HashSet<string> _special = new(StringComparer.Ordinal);

    /// <summary>Collects the added tokens of a tokenizer.</summary>
    public AddedVocabulary(TokenizerParts parts)
    {
        var raw = new List<(string, AddedToken)>();
        var normalized = new List<(string, AddedToken)>();
        foreach (var token in parts.AddedTokens)
        {
            var content = token.Normalized && parts.Normalizer is { } normalizer ? normalizer.Apply(token.Content) : token.Content;
            (token.Normalized ? normalized : raw).Add((content, token));
            _ids[token.Content] = token.Id;
            _tokens[token.Id] = content;
            IdLimit = Math.Max(IdLimit, token.Id + 1);
            if (token.Special)
            {
                _special.Add(token.Content);
            }
        }

        Raw = new TokenFinder(raw);
        Normalized = new TokenFinder(normalized);
    }

    /// <summary>Finds tokens in raw text.</summary>
    public TokenFinder Raw { get; }

    /// <summary>Finds tokens in normalized text.</summary>
    public TokenFinder Normalized { get; }

    /// <summary>One more than the largest id.</summary>
    public int IdLimit { get; }

    /// <summary>A token's id, or null.</summary>
    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>An id's text (the normalized one where it is found normalized), or null.</summary>
    public string? TokenOf(int id) => _tokens.GetValueOrDefault(id);

    /// <summary>Whether a text is that of a special token.</summary>
    public bool IsSpecial(string token) => _special.Contains(token);
}
