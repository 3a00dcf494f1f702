namespace FineTune.Training.Datasets;

/// <summary>
/// The encoded rows of one split, flat: row i's token ids stand in <c>TokenIds[Offsets[i]..Offsets[i + 1]]</c>, special tokens
/// included, unpadded. What is to be learned of them is a label, numbers or a label for each token, as the task wants it.
/// </summary>
public sealed class PreparedSplit
{
    /// <summary>The label of a token from which nothing is learned.</summary>
    public const int Ignored = -100;

    /// <summary>Creates a split from its flat arrays, which it keeps.</summary>
    /// <param name="tokenIds">All rows' token ids, one row after the other.</param>
    /// <param name="offsets">Row starts within <paramref name="tokenIds"/>, one more than there are rows.</param>
    /// <param name="labelIds">One label id a row; empty where rows have none.</param>
    /// <param name="rowNumbers">One number a row: its 1-based place among the rows of the file it came from.</param>
    /// <param name="targets">The same count of numbers for each row; empty where rows have none.</param>
    /// <param name="tokenLabels">One label a token; empty where tokens have none.</param>
    /// <param name="tokenTypes">One type a token, 1 in the second text of a pair; empty where all are 0.</param>
    /// <exception cref="ArgumentException">The arrays do not fit each other.</exception>
    public PreparedSplit(int[] tokenIds, long[] offsets, int[] labelIds, int[] rowNumbers, float[]? targets = null, int[]? tokenLabels = null, int[]? tokenTypes = null)
    {
        (targets, tokenLabels, tokenTypes) = (targets ?? [], tokenLabels ?? [], tokenTypes ?? []);
        var rows = rowNumbers.Length;
        if (offsets.Length != rows + 1 || offsets[0] != 0 || offsets[^1] != tokenIds.Length
            || (labelIds.Length != 0 && labelIds.Length != rows)
            || (rows == 0 ? targets.Length != 0 : targets.Length % rows != 0)
            || (tokenLabels.Length != 0 && tokenLabels.Length != tokenIds.Length)
            || (tokenTypes.Length != 0 && tokenTypes.Length != tokenIds.Length))
        {
            throw new ArgumentException("Token ids, offsets, labels and row numbers do not fit each other.", nameof(offsets));
        }

        TokenIds = tokenIds;
        Offsets = offsets;
        LabelIds = labelIds;
        RowNumbers = rowNumbers;
        Targets = targets;
        TokenLabels = tokenLabels;
        TokenTypes = tokenTypes;
    }

    /// <summary>The rows' images; null where rows are texts.</summary>
    public PreparedImages? Images { get; internal init; }

    /// <summary>Number of rows.</summary>
    public int Count => RowNumbers.Length;

    /// <summary>All rows' token ids.</summary>
    public int[] TokenIds { get; }

    /// <summary>Row starts within <see cref="TokenIds"/>; <see cref="Count"/> + 1 numbers.</summary>
    public long[] Offsets { get; }

    /// <summary>Label ids, 0-based numbers into <see cref="PreparedDataset.Labels"/>; empty where rows have no label.</summary>
    public int[] LabelIds { get; }

    /// <summary>1-based row numbers within the source file (header not counted), for reports.</summary>
    public int[] RowNumbers { get; }

    /// <summary>Numbers to learn, row-major: the number of a regression, or 1 for each label that a row has and 0 for the others.</summary>
    public float[] Targets { get; }

    /// <summary>Labels of tokens, aligned with <see cref="TokenIds"/>: tags, or the ids that a language model is to write; <see cref="Ignored"/> where nothing is learned.</summary>
    public int[] TokenLabels { get; }

    /// <summary>Types of tokens, aligned with <see cref="TokenIds"/>: 1 in the second text of a pair; empty where all are 0.</summary>
    public int[] TokenTypes { get; }

    /// <summary>Numbers to learn for each row.</summary>
    public int TargetWidth => Count == 0 ? 0 : Targets.Length / Count;

    /// <summary>What a row costs, in units that compare within the split: its tokens, or one image.</summary>
    internal int CostOf(int row) => Images is null ? Length(row) : 1;

    /// <summary>What all rows cost.</summary>
    internal long Cost => Images is null ? TokenIds.Length : Count;

    /// <summary>The token ids of row <paramref name="row"/>.</summary>
    public ReadOnlySpan<int> Tokens(int row) => TokenIds.AsSpan((int)Offsets[row], Length(row));

    /// <summary>The token types of rows; null where all are 0.</summary>
    internal int[][]? TypesOf(int[] rows) =>
        TokenTypes.Length == 0 ? null : Array.ConvertAll(rows, row => TokenTypes.AsSpan((int)Offsets[row], Length(row)).ToArray());

    /// <summary>The token labels of row <paramref name="row"/>.</summary>
    public ReadOnlySpan<int> LabelsOfTokens(int row) => TokenLabels.AsSpan((int)Offsets[row], Length(row));

    /// <summary>The numbers to learn of row <paramref name="row"/>.</summary>
    public ReadOnlySpan<float> TargetsOf(int row) => Targets.AsSpan(row * TargetWidth, TargetWidth);

    /// <summary>The number of tokens of row <paramref name="row"/>.</summary>
    public int Length(int row) => (int)(Offsets[row + 1] - Offsets[row]);
}
