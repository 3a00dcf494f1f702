namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>Merges by their pair of token ids: open addressing over one array, for lookups of a few nanoseconds.</summary>
internal sealed class PairTable
{
    private readonly (ulong Key, int Rank, int Merged)[] _slots;
    private readonly int _shift;

    /// <summary>Creates a table of merges in order; of a repeated pair the last counts.</summary>
    public PairTable(IReadOnlyList<(int Left, int Right, int Merged)> merges)
    {
        var bits = Math.Max(4, 1 + (int)Math.Ceiling(Math.Log2(merges.Count + 1)));
        _slots = new (ulong, int, int)[1 << bits];
        _shift = 64 - bits;
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var key = KeyOf(merges[rank].Left, merges[rank].Right);
            var i = Place(key);
            _slots[i] = (key, rank, merges[rank].Merged);
        }
    }

    /// <summary>Looks a pair up.</summary>
    public bool TryGet(int left, int right, out int rank, out int merged)
    {
        var key = KeyOf(left, right);
        ref var slot = ref _slots[Place(key)];
        (rank, merged) = (slot.Rank, slot.Merged);
        return slot.Key == key;
    }

    private static ulong KeyOf(int left, int right) => ((ulong)(uint)(left + 1) << 32) | (uint)(right + 1);

    private int Place(ulong key)
    {
        var i = (int)(key * 0x9E3779B97F4A7C15 >> _shift);
        while (_slots[i].Key != 0 && _slots[i].Key != key)
        {
            i = (i + 1) & (_slots.Length - 1);
        }

        return i;
    }
}
