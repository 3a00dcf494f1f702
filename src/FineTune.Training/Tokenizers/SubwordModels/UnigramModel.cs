using System.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>
/// Unigram language model: of all ways to cut a word into tokens the one with the largest sum of log probabilities
/// (Viterbi). A character that begins no token of its own length may be unknown, at a price. (Kudo, 2018.)
/// </summary>
internal sealed class UnigramModel : SubwordModel
{
    private const double UnknownPenalty = 10;

    private readonly double[] _scores;
    private readonly TokenTrie _trie = new();
    private readonly int _unknownId;
    private readonly double _unknownScore;
    private readonly int[]? _byteIds;

    [ThreadStatic]
    private static Node[]? _nodes;

    /// <summary>Creates the model from pieces in the order of their ids.</summary>
    /// <param name="pieces">The pieces and their log probabilities.</param>
    /// <param name="unknownId">The unknown piece; -1 for none.</param>
    /// <param name="byteFallback">Writes unknown characters as pieces <c>&lt;0xNN&gt;</c>.</param>
    /// <param name="isMatched">Which pieces are found in text; null: all.</param>
    public UnigramModel(IReadOnlyList<(string Piece, double Score)> pieces, int unknownId, bool byteFallback, Func<int, bool>? isMatched = null)
        : base(new Vocabulary(pieces.Select((piece, id) => KeyValuePair.Create(piece.Piece, id))))
    {
        _scores = [.. pieces.Select(piece => piece.Score)];
        _unknownId = unknownId;
        var matched = Enumerable.Range(0, pieces.Count).Where(id => isMatched?.Invoke(id) ?? true).ToArray();
        _unknownScore = matched.Select(id => _scores[id]).DefaultIfEmpty(0).Min() - UnknownPenalty;
        foreach (var id in matched)
        {
            _trie.Add(pieces[id].Piece, Vocabulary.IdOf(pieces[id].Piece));
        }

        var bytes = Enumerable.Range(0, 256).Select(value => Vocabulary.IdOf($"<0x{value:X2}>")).ToArray();
        _byteIds = byteFallback && Array.TrueForAll(bytes, id => id >= 0) ? bytes : null;
    }

    /// <inheritdoc/>
    public override void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result)
    {
        var nodes = BestPaths(word);
        var before = result.Count;
        for (var end = word.Length; end > 0;)
        {
            var (start, id) = (nodes[end].Start, nodes[end].Id);
            if (id == _unknownId && result.Count > before && result[^1].Id == _unknownId && result[^1].Start == end)
            {
                result[^1] = result[^1] with { Start = start };
            }
            else
            {
                result.Add(new SubwordToken(id, start, end));
            }

            end = start;
        }

        result.Reverse(before, result.Count - before);
        ReplaceUnknown(word, result, before);
    }

    /// <inheritdoc/>
    public override string? SurfaceOf(SubwordToken token, ReadOnlySpan<char> word) =>
        token.Id == _unknownId ? word[token.Start..token.End].ToString() : null;

    private Node[] BestPaths(ReadOnlySpan<char> word)
    {
        if (_nodes is null || _nodes.Length <= word.Length)
        {
            _nodes = new Node[Math.Max(256, word.Length * 2)];
        }

        var nodes = _nodes;
        Array.Fill(nodes, new Node(0, -1, -1), 0, word.Length + 1);
        for (var start = 0; start < word.Length;)
        {
            CodePoints.At(word, start, out var length);
            var score = nodes[start].Score;
            var hasSingle = false;
            var trieNode = 0;
            for (var end = start; end < word.Length;)
            {
                trieNode = _trie.Child(trieNode, word[end++]);
                if (trieNode < 0)
                {
                    break;
                }

                var id = _trie.Value(trieNode);
                if (id >= 0)
                {
                    Offer(ref nodes[end], score + _scores[id], start, id);
                    hasSingle |= end == start + length;
                }
            }

            if (!hasSingle)
            {
                Offer(ref nodes[start + length], score + _unknownScore, start, _unknownId);
            }

            start += length;
        }

        return nodes;
    }

    private static void Offer(ref Node node, double score, int start, int id)
    {
        if (node.Start < 0 || score > node.Score)
        {
            node = new Node(score, start, id);
        }
    }

    /// <summary>Looks the surface of unknown runs up once more, and writes them as bytes where that is possible.</summary>
    private void ReplaceUnknown(ReadOnlySpan<char> word, List<SubwordToken> result, int first)
    {
        for (var i = first; i < result.Count; i++)
        {
            var token = result[i];
            if (token.Id != _unknownId)
            {
                continue;
            }

            var id = Vocabulary.IdOf(word[token.Start..token.End]);
            if (id >= 0)
            {
                result[i] = token with { Id = id };
            }
            else if (_byteIds is not null)
            {
                var bytes = Encoding.UTF8.GetBytes(word[token.Start..token.End].ToString());
                result.RemoveAt(i);
                result.InsertRange(i, bytes.Select(value => token with { Id = _byteIds[value] }));
                i += bytes.Length - 1;
            }
            else if (_unknownId < 0)
            {
                throw new InvalidInputException("tokenizer.json", "model", $"'{word}' has characters without a token, and the vocabulary has no unknown token.", "Set the model's unk_id.");
            }
        }
    }

    private readonly record struct Node(double Score, int Start, int Id);
}
