using FineTune.Training.Optimization;

namespace FineTune.Training.Pretraining;

/// <summary>
/// A corpus as training rows of many lengths, as texts to classify are: each paragraph by itself between [CLS] and [SEP], long
/// ones cut into pieces, very short ones together with what follows.
/// </summary>
internal sealed class TextRows
{
    private const int Shortest = 8;
    private const int ShortestPiece = 16;

    private readonly int[] _tokens;
    private readonly List<(int Start, int Length)> _pieces = [];
    private readonly int _cls;
    private readonly int _sep;
    private readonly int _heldOutEvery;

    /// <summary>Cuts a stream of tokens.</summary>
    /// <param name="tokens">The paragraphs' tokens with [SEP] after each, without [CLS].</param>
    /// <param name="longest">Most tokens of a row, special ones counted.</param>
    /// <param name="cls">Id of [CLS].</param>
    /// <param name="sep">Id of [SEP].</param>
    /// <param name="key">Draws the lengths of pieces.</param>
    /// <param name="heldOutEvery">One row in so many is kept from training.</param>
    public TextRows(int[] tokens, int longest, int cls, int sep, RandomKey key, int heldOutEvery = 200)
    {
        (_tokens, _cls, _sep, _heldOutEvery) = (tokens, cls, sep, heldOutEvery);
        for (var start = 0; start < tokens.Length;)
        {
            var room = Math.Min(longest - 2, tokens.Length - start);
            var end = Array.IndexOf(tokens, sep, start + Math.Min(Shortest, room - 1), room - Math.Min(Shortest, room - 1));
            var length = end >= 0 ? end - start : DrawLength(key, start, room);
            _pieces.Add((start, length));
            start += length;
            start += start < tokens.Length && tokens[start] == sep ? 1 : 0;
        }

        HeldOut = [.. Enumerable.Range(0, _pieces.Count).Where(i => i % heldOutEvery == heldOutEvery - 1)];
        TrainingCount = _pieces.Count - HeldOut.Count;
    }

    /// <summary>Rows to train on.</summary>
    public int TrainingCount { get; }

    /// <summary>The numbers of the rows that are only measured on.</summary>
    public IReadOnlyList<int> HeldOut { get; }

    /// <summary>Training row number <paramref name="index"/>.</summary>
    public int[] Training(int index) => Row(index + (index / (_heldOutEvery - 1)));

    /// <summary>The row at a place of the corpus.</summary>
    public int[] Row(int place) => [_cls, .. _tokens.AsSpan(_pieces[place].Start, _pieces[place].Length), _sep];

    private static int DrawLength(RandomKey key, int start, int room) =>
        room <= ShortestPiece ? room : ShortestPiece + key.Below((ulong)start, room - ShortestPiece + 1);
}
