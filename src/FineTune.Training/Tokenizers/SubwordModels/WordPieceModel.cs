namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>WordPiece: the longest token that begins the word, then the longest continuation, and so on; all or unknown.</summary>
internal sealed class WordPieceModel : SubwordModel
{
    private readonly int _unknownId;
    private readonly int _maxCharacters;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _continuations;
    private readonly int _longestFirst;
    private readonly int _longestContinuation;

    /// <summary>Creates the model.</summary>
    /// <param name="vocabulary">The tokens.</param>
    /// <param name="unknownToken">The token for words that cannot be cut.</param>
    /// <param name="prefix">What marks a continuation, usually <c>##</c>.</param>
    /// <param name="maxCharacters">Longer words (in code points) are unknown.</param>
    public WordPieceModel(Vocabulary vocabulary, string unknownToken, string prefix, int maxCharacters)
        : base(vocabulary)
    {
        _unknownId = vocabulary.IdOf(unknownToken);
        _maxCharacters = maxCharacters;
        var continuations = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, id) in vocabulary.Entries)
        {
            _longestFirst = Math.Max(_longestFirst, token.Length);
            if (token.StartsWith(prefix, StringComparison.Ordinal))
            {
                continuations[token[prefix.Length..]] = id;
                _longestContinuation = Math.Max(_longestContinuation, token.Length - prefix.Length);
            }
        }

        _continuations = continuations.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <inheritdoc/>
    public override void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result)
    {
        var before = result.Count;
        if (word.Length <= _maxCharacters || CodePointCount(word) <= _maxCharacters)
        {
            var start = 0;
            while (start < word.Length && TryLongest(word, start, out var token))
            {
                result.Add(token);
                start = token.End;
            }

            if (start == word.Length)
            {
                return;
            }
        }

        result.RemoveRange(before, result.Count - before);
        if (_unknownId < 0)
        {
            throw new InvalidInputException("tokenizer.json", "model", $"The word '{word}' has no tokens and the vocabulary has no unknown token.", "Add the model's unk_token to its vocabulary.");
        }

        result.Add(new SubwordToken(_unknownId, 0, word.Length));
    }

    private bool TryLongest(ReadOnlySpan<char> word, int start, out SubwordToken token)
    {
        var longest = Math.Min(word.Length - start, start == 0 ? _longestFirst : _longestContinuation);
        for (var length = longest; length > 0; length--)
        {
            var id = -1;
            var part = word.Slice(start, length);
            if (start == 0)
            {
                id = Vocabulary.IdOf(part);
            }
            else if (_continuations.TryGetValue(part, out var found))
            {
                id = found;
            }

            if (id >= 0)
            {
                token = new SubwordToken(id, start, start + length);
                return true;
            }
        }

        token = default;
        return false;
    }

    private static int CodePointCount(ReadOnlySpan<char> word)
    {
        var count = word.Length;
        foreach (var unit in word)
        {
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }
}
