namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>Tokens and their numbers, both ways. Numbers may have gaps.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;
    private readonly string?[] _tokens;

    /// <summary>Creates a vocabulary; of tokens with one number the last stands for it.</summary>
    public Vocabulary(IEnumerable<KeyValuePair<string, int>> tokens)
    {
        _ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var largest = -1;
        foreach (var (token, id) in tokens)
        {
            _ids[token] = id;
            largest = Math.Max(largest, id);
        }

        _tokens = new string?[largest + 1];
        foreach (var (token, id) in _ids)
        {
            _tokens[id] = token;
        }

        _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Number of tokens.</summary>
    public int Count => _ids.Count;

    /// <summary>One more than the largest number.</summary>
    public int IdLimit => _tokens.Length;

    /// <summary>All tokens with their numbers, in the order of the file.</summary>
    public IReadOnlyCollection<KeyValuePair<string, int>> Entries => _ids;

    /// <summary>A token's number, or -1.</summary>
    public int IdOf(ReadOnlySpan<char> token) => _idsBySpan.TryGetValue(token, out var id) ? id : -1;

    /// <summary>The token of a number, or null.</summary>
    public string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;
}
