namespace FineTune.Training.Pretraining;

/// <summary>A text as training sequences of one length: [CLS], running text with [SEP] between paragraphs, [SEP]. Nothing is padded.</summary>
internal sealed class PackedCorpus
{
    private readonly int[] _tokens;
    private readonly int _body;
    private readonly int _cls;
    private readonly int _sep;
    private readonly int _heldOutEvery;

    /// <summary>Packs a stream of tokens.</summary>
    /// <param name="tokens">The paragraphs' tokens with [SEP] between them, without [CLS].</param>
    /// <param name="length">Tokens of a sequence, special ones counted.</param>
    /// <param name="cls">Id of [CLS].</param>
    /// <param name="sep">Id of [SEP].</param>
    /// <param name="heldOutEvery">One sequence in so many is kept from training.</param>
    public PackedCorpus(int[] tokens, int length, int cls, int sep, int heldOutEvery = 200)
    {
        (_tokens, _body, _cls, _sep, _heldOutEvery) = (tokens, length - 2, cls, sep, heldOutEvery);
        var all = tokens.Length / _body;
        HeldOut = [.. Enumerable.Range(0, all).Where(i => i % heldOutEvery == heldOutEvery - 1)];
        TrainingCount = all - HeldOut.Count;
    }

    /// <summary>Sequences to train on.</summary>
    public int TrainingCount { get; }

    /// <summary>The numbers of the sequences that are only measured on.</summary>
    public IReadOnlyList<int> HeldOut { get; }

    /// <summary>Training sequence number <paramref name="index"/>.</summary>
    public int[] Training(int index) => Sequence(index + (index / (_heldOutEvery - 1)));

    /// <summary>The sequence at a place of the corpus.</summary>
    public int[] Sequence(int place) => [_cls, .. _tokens.AsSpan(place * _body, _body), _sep];
}
