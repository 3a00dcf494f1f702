using System.Text;
using FineTune.Training.Tokenizers.Reading;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>
/// SentencePiece's unigram model: the path of the largest score, added up in single precision as SentencePiece does, so
/// that ties fall the same way. A piece defined by the user outscores whatever it could be cut into.
/// </summary>
internal sealed class SentencePieceUnigram : SentencePieceModel
{
    private const float UnknownPenalty = 10;
    private readonly float[] _scores;
    private readonly TokenTrie _trie = new();
    private readonly float _unknownScore;

    [ThreadStatic]
    private static (float Score, int Start, int Id)[]? _nodes;

    /// <summary>Creates the model of a file.</summary>
    public SentencePieceUnigram(SentencePieceFile file)
        : base(file)
    {
        var normal = file.Pieces.Where(p => p.Kind == SentencePieceKind.Normal).Select(p => p.Score).DefaultIfEmpty(0).ToArray();
        _unknownScore = normal.Min() - UnknownPenalty;
        _scores = [.. file.Pieces.Select(p => p.Kind == SentencePieceKind.UserDefined ? (float)((Encoding.UTF8.GetByteCount(p.Text) * normal.Max()) - 0.1) : p.Score)];
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            if (file.Pieces[id].Kind is SentencePieceKind.Normal or SentencePieceKind.UserDefined)
            {
                _trie.Add(file.Pieces[id].Text, id);
            }
        }
    }

    /// <inheritdoc/>
    public override void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result)
    {
        var nodes = BestPaths(word);
        var first = result.Count;
        for (var end = word.Length; end > 0; end = nodes[end].Start)
        {
            result.Add(new SubwordToken(nodes[end].Id, nodes[end].Start, end));
        }

        var path = result[first..];
        path.Reverse();
        result.RemoveRange(first, path.Count);
        foreach (var token in path)
        {
            Append(word, token, first, result);
        }
    }

    private (float Score, int Start, int Id)[] BestPaths(ReadOnlySpan<char> word)
    {
        if (_nodes is null || _nodes.Length <= word.Length)
        {
            _nodes = new (float, int, int)[Math.Max(256, word.Length * 2)];
        }

        var nodes = _nodes;
        Array.Fill(nodes, (0, -1, -1), 0, word.Length + 1);
        for (var start = 0; start < word.Length;)
        {
            CodePoints.At(word, start, out var length);
            var hasSingle = false;
            var node = 0;
            for (var end = start; end < word.Length && (node = _trie.Child(node, word[end++])) >= 0;)
            {
                if (_trie.Value(node) is >= 0 and var id)
                {
                    Offer(ref nodes[end], nodes[start].Score + _scores[id], start, id);
                    hasSingle |= end == start + length;
                }
            }

            if (!hasSingle)
            {
                Offer(ref nodes[start + length], nodes[start].Score + _unknownScore, start, UnknownId);
            }

            start += length;
        }

        return nodes;
    }

    private static void Offer(ref (float Score, int Start, int Id) node, float score, int start, int id)
    {
        if (node.Start < 0 || score > node.Score)
        {
            node = (score, start, id);
        }
    }
}
