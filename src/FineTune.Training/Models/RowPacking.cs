namespace FineTune.Training.Models;

/// <summary>Which rows of a batch share a row of attention: the longest first, each into the first one that has room for it.</summary>
/// <param name="Bins">A, the rows of attention.</param>
/// <param name="Slots">[A·S] for each slot the token that fills it; free slots repeat the batch's first token.</param>
/// <param name="Back">[T] the slot of each token.</param>
/// <param name="Owners">[A·S] for each slot the row that it belongs to; -1 where it is free.</param>
/// <param name="Starts">[B] the column of its row of attention at which each row begins.</param>
internal sealed record RowPacking(int Bins, long[] Slots, long[] Back, int[] Owners, int[] Starts)
{
    /// <summary>Packs rows of these lengths; null where no two fit into one.</summary>
    public static RowPacking? Of(IReadOnlyList<int> lengths, int capacity)
    {
        var used = new List<int>();
        var places = new int[lengths.Count];
        foreach (var row in Enumerable.Range(0, lengths.Count).OrderByDescending(r => lengths[r]).ThenBy(r => r))
        {
            var bin = used.FindIndex(u => u + lengths[row] <= capacity);
            if (bin < 0)
            {
                bin = used.Count;
                used.Add(0);
            }

            places[row] = (bin * capacity) + used[bin];
            used[bin] += lengths[row];
        }

        return used.Count == lengths.Count ? null : Lay(lengths, places, used.Count, capacity);
    }

    private static RowPacking Lay(IReadOnlyList<int> lengths, int[] places, int bins, int capacity)
    {
        var (slots, owners, back) = (new long[bins * capacity], new int[bins * capacity], new long[lengths.Sum()]);
        Array.Fill(owners, -1);
        for (int row = 0, token = 0; row < lengths.Count; row++)
        {
            for (var i = 0; i < lengths[row]; i++, token++)
            {
                (slots[places[row] + i], owners[places[row] + i], back[token]) = (token, row, places[row] + i);
            }
        }

        return new RowPacking(bins, slots, back, owners, Array.ConvertAll(places, place => place % capacity));
    }
}
