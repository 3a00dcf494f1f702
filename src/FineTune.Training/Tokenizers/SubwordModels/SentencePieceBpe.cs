using FineTune.Training.Tokenizers.Reading;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>
/// SentencePiece's byte-pair encoding: the whole text begins as its characters, and the neighbours whose joint piece has
/// the largest score are merged, of equal ones the leftmost. Pieces defined by the user are never merged; what ends as
/// an unused piece is cut again as it was merged.
/// </summary>
internal sealed class SentencePieceBpe : SentencePieceModel
{
    private readonly SentencePieceFile _file;
    private readonly TokenTrie _userDefined = new();

    /// <summary>Creates the model of a file.</summary>
    public SentencePieceBpe(SentencePieceFile file)
        : base(file)
    {
        _file = file;
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            if (file.Pieces[id].Kind == SentencePieceKind.UserDefined)
            {
                _userDefined.Add(file.Pieces[id].Text, id);
            }
        }

        Seam = FindSeam(file.Pieces.Select(piece => piece.Text));
    }

    /// <inheritdoc/>
    public override bool IsCacheable => Seam is not null;

    /// <inheritdoc/>
    public override char? Seam { get; }

    /// <inheritdoc/>
    public override void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result)
    {
        var symbols = Split(word);
        var queue = new PriorityQueue<(int Left, int Right, int Length), (float Rank, int Place)>();
        var parts = new Dictionary<(int Start, int End), int>();
        for (var i = 1; i < symbols.Count; i++)
        {
            Enqueue(word, symbols, i - 1, i, queue, parts);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var (left, right) = (symbols[pair.Left], symbols[pair.Right]);
            if (left.Length == 0 || right.Length == 0 || left.Length + right.Length != pair.Length)
            {
                continue;
            }

            symbols[pair.Left] = left with { Length = pair.Length, Next = right.Next };
            symbols[pair.Right] = right with { Length = 0 };
            if (right.Next >= 0)
            {
                symbols[right.Next] = symbols[right.Next] with { Previous = pair.Left };
            }

            Enqueue(word, symbols, left.Previous, pair.Left, queue, parts);
            Enqueue(word, symbols, pair.Left, right.Next, queue, parts);
        }

        var first = result.Count;
        for (var i = symbols.Count > 0 ? 0 : -1; i >= 0; i = symbols[i].Next)
        {
            AppendParts(word, symbols[i].Start, symbols[i].Start + symbols[i].Length, parts, first, result);
        }
    }

    private List<Symbol> Split(ReadOnlySpan<char> word)
    {
        var symbols = new List<Symbol>(word.Length);
        for (var at = 0; at < word.Length;)
        {
            var (node, known) = (0, 0);
            for (var i = at; i < word.Length && (node = _userDefined.Child(node, word[i])) >= 0; i++)
            {
                known = _userDefined.Value(node) >= 0 ? i + 1 - at : known;
            }

            CodePoints.At(word, at, out var length);
            length = Math.Max(length, known);
            symbols.Add(new Symbol(at, length, symbols.Count - 1, at + length < word.Length ? symbols.Count + 1 : -1, known > 0));
            at += length;
        }

        return symbols;
    }

    private void Enqueue(
        ReadOnlySpan<char> word, List<Symbol> symbols, int left, int right,
        PriorityQueue<(int Left, int Right, int Length), (float Rank, int Place)> queue, Dictionary<(int Start, int End), int> parts)
    {
        if (left < 0 || right < 0 || symbols[left].IsFrozen || symbols[right].IsFrozen)
        {
            return;
        }

        var (start, length) = (symbols[left].Start, symbols[left].Length + symbols[right].Length);
        var id = Vocabulary.IdOf(word.Slice(start, length));
        if (id < 0 || _file.Pieces[id].Kind is not (SentencePieceKind.Normal or SentencePieceKind.UserDefined or SentencePieceKind.Unused))
        {
            return;
        }

        // A priority queue gives the smallest first; the largest score and then the leftmost is wanted.
        queue.Enqueue((left, right, length), (-_file.Pieces[id].Score, left));
        if (_file.Pieces[id].Kind == SentencePieceKind.Unused)
        {
            parts[(start, start + length)] = symbols[right].Start;
        }
    }

    private void AppendParts(ReadOnlySpan<char> word, int start, int end, Dictionary<(int Start, int End), int> parts, int first, List<SubwordToken> result)
    {
        var id = Vocabulary.IdOf(word[start..end]);
        if (id >= 0 && _file.Pieces[id].Kind == SentencePieceKind.Unused && parts.TryGetValue((start, end), out var middle))
        {
            AppendParts(word, start, middle, parts, first, result);
            AppendParts(word, middle, end, parts, first, result);
            return;
        }

        Append(word, new SubwordToken(id >= 0 ? id : UnknownId, start, end), first, result);
    }

    private readonly record struct Symbol(int Start, int Length, int Previous, int Next, bool IsFrozen);
}
