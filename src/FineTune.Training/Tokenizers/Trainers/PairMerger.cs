using System.Runtime.InteropServices;

namespace FineTune.Training.Tokenizers.Trainers;

/// <summary>
/// Byte-pair encoding's training loop over counted words: keeps for every pair of neighbouring symbols how often it
/// stands in the text and in which words, and merges the most frequent one.
/// </summary>
internal sealed class PairMerger
{
    private readonly string _prefix;
    private readonly int _alphabetLimit;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _tokens = [];
    private readonly List<int[]> _words = [];
    private readonly List<long> _counts = [];
    private readonly Dictionary<(int Left, int Right), long> _pairs = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _where = [];
    private readonly PriorityQueue<(int Left, int Right), (long MinusCount, int Left, int Right)> _queue = new();

    /// <summary>Creates a merger whose vocabulary begins with the special tokens.</summary>
    public PairMerger(string prefix, IEnumerable<string> specialTokens, int alphabetLimit)
    {
        _prefix = prefix;
        _alphabetLimit = alphabetLimit;
        foreach (var token in specialTokens)
        {
            IdOf(token);
        }
    }

    /// <summary>The vocabulary so far; a token's id is its index.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>Takes the counted words; the alphabet's characters get the next ids, then their continuations.</summary>
    public void AddWords(IReadOnlyDictionary<string, long> counts)
    {
        var alphabet = Alphabet(counts);
        foreach (var character in alphabet)
        {
            IdOf(character);
        }

        foreach (var (word, count) in counts.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            var symbols = new List<int>(word.Length);
            foreach (var character in CharactersOf(word).Where(alphabet.Contains))
            {
                symbols.Add(IdOf(symbols.Count == 0 ? character : _prefix + character));
            }

            _words.Add([.. symbols]);
            _counts.Add(count);
            CountPairs(_words.Count - 1);
        }
    }

    /// <summary>Merges until the vocabulary is full or no pair is frequent enough.</summary>
    public void Merge(int vocabularySize, long minFrequency, CancellationToken cancellationToken)
    {
        foreach (var (pair, count) in _pairs)
        {
            Enqueue(pair, count);
        }

        while (_tokens.Count < vocabularySize && _queue.TryDequeue(out var pair, out var priority))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = _pairs.GetValueOrDefault(pair);
            if (count != -priority.MinusCount)
            {
                continue; // The count has changed since; the pair stands in the queue again with the new one.
            }

            if (count < Math.Max(minFrequency, 1))
            {
                return;
            }

            MergePair(pair);
        }
    }

    private SortedSet<string> Alphabet(IReadOnlyDictionary<string, long> counts)
    {
        var frequencies = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (word, count) in counts)
        {
            foreach (var character in CharactersOf(word))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(frequencies, character, out _) += count;
            }
        }

        var kept = frequencies.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Take(_alphabetLimit);
        return new SortedSet<string>(kept.Select(f => f.Key), StringComparer.Ordinal);
    }

    private void MergePair((int Left, int Right) pair)
    {
        var right = _tokens[pair.Right];
        var merged = IdOf(_tokens[pair.Left] + (right.StartsWith(_prefix, StringComparison.Ordinal) ? right[_prefix.Length..] : right));
        var changed = new HashSet<(int, int)>();
        foreach (var word in _where[pair])
        {
            MergeInWord(word, pair, merged, changed);
        }

        _pairs.Remove(pair);
        _where.Remove(pair);
        foreach (var neighbour in changed)
        {
            Enqueue(neighbour, _pairs.GetValueOrDefault(neighbour));
        }
    }

    private void MergeInWord(int word, (int Left, int Right) pair, int merged, HashSet<(int, int)> changed)
    {
        var old = _words[word];
        var symbols = new List<int>(old.Length);
        for (var i = 0; i < old.Length; i++)
        {
            if (i + 1 < old.Length && old[i] == pair.Left && old[i + 1] == pair.Right)
            {
                symbols.Add(merged);
                i++;
            }
            else
            {
                symbols.Add(old[i]);
            }
        }

        for (var i = 0; i + 1 < old.Length; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (old[i], old[i + 1]), out _) -= _counts[word];
            changed.Add((old[i], old[i + 1]));
        }

        _words[word] = [.. symbols];
        CountPairs(word);
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            changed.Add((symbols[i], symbols[i + 1]));
        }
    }

    private void CountPairs(int word)
    {
        var symbols = _words[word];
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            var pair = (symbols[i], symbols[i + 1]);
            CollectionsMarshal.GetValueRefOrAddDefault(_pairs, pair, out _) += _counts[word];
            ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_where, pair, out _);
            (words ??= []).Add(word);
        }
    }

    private void Enqueue((int Left, int Right) pair, long count)
    {
        if (count > 0)
        {
            _queue.Enqueue(pair, (-count, pair.Left, pair.Right));
        }
    }

    private int IdOf(string token)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, token, out var exists);
        if (!exists)
        {
            id = _tokens.Count;
            _tokens.Add(token);
        }

        return id;
    }

    private static IEnumerable<string> CharactersOf(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var length = char.IsHighSurrogate(word[i]) && i + 1 < word.Length && char.IsLowSurrogate(word[i + 1]) ? 2 : 1;
            yield return word.Substring(i, length);
            i += length - 1;
        }
    }
}
