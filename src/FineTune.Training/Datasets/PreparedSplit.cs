namespace FineTune.Training.Datasets;

/// <summary>
/// The tokenized rows of one split, flat: row i's token ids stand in <c>TokenIds[Offsets[i]..Offsets[i + 1]]</c>,
/// special tokens included, unpadded.
/// </summary>
public sealed class PreparedSplit
{
    /// <summary>Creates a split from its flat arrays, which it keeps.</summary>
    /// <param name="tokenIds">All rows' token ids, one row after the other.</param>
    /// <param name="offsets">Row starts within <paramref name="tokenIds"/>, one more than there are rows.</param>
    /// <param name="labelIds">One label id a row.</param>
    /// <param name="rowNumbers">One number a row: its 1-based place among the rows of the file it came from.</param>
    /// <exception cref="ArgumentException">The arrays do not fit each other.</exception>
    public PreparedSplit(int[] tokenIds, long[] offsets, int[] labelIds, int[] rowNumbers)
    {
        if (offsets.Length != labelIds.Length + 1 || rowNumbers.Length != labelIds.Length || offsets[0] != 0 || offsets[^1] != tokenIds.Length)
        {
            throw new ArgumentException("Token ids, offsets, labels and row numbers do not fit each other.", nameof(offsets));
        }

        TokenIds = tokenIds;
        Offsets = offsets;
        LabelIds = labelIds;
        RowNumbers = rowNumbers;
    }

    /// <summary>Number of rows.</summary>
    public int Count => LabelIds.Length;

    /// <summary>All rows' token ids.</summary>
    public int[] TokenIds { get; }

    /// <summary>Row starts within <see cref="TokenIds"/>; <see cref="Count"/> + 1 numbers.</summary>
    public long[] Offsets { get; }

    /// <summary>Label ids, 0-based numbers into <see cref="PreparedDataset.Labels"/>.</summary>
    public int[] LabelIds { get; }

    /// <summary>1-based row numbers within the source file (header not counted), for reports.</summary>
    public int[] RowNumbers { get; }

    /// <summary>The token ids of row <paramref name="row"/>.</summary>
    public ReadOnlySpan<int> Tokens(int row) => TokenIds.AsSpan((int)Offsets[row], Length(row));

    /// <summary>The number of tokens of row <paramref name="row"/>.</summary>
    public int Length(int row) => (int)(Offsets[row + 1] - Offsets[row]);
}
