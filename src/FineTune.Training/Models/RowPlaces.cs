namespace FineTune.Training.Models;

/// <summary>
/// Which row of an update, and which place in it, everything belongs to that passes through a model at once. What is drawn for a
/// place depends on that alone: not on the rows that pass beside it, nor on how they are padded or packed.
/// </summary>
internal sealed class RowPlaces
{
    private const int RowShift = 40;
    private const int HeadShift = 24;

    /// <summary>The row of what belongs to no row: tables that all rows share.</summary>
    private const ulong NoRow = (1UL << HeadShift) - 1;

    private readonly int _firstRow;
    private readonly int _rows;
    private readonly ulong[]? _tokens;
    private readonly RowPacking? _packing;

    private RowPlaces(int firstRow, int rows, ulong[]? tokens, RowPacking? packing) =>
        (_firstRow, _rows, _tokens, _packing) = (firstRow, rows, tokens, packing);

    /// <summary>Before a batch is known: everything belongs to one row.</summary>
    public static RowPlaces Unknown { get; } = new(0, 1, null, null);

    /// <summary>Rows of attention.</summary>
    public int AttentionRows => _packing?.Bins ?? _rows;

    /// <summary>The number within the update of the first row.</summary>
    public int FirstRow => _firstRow;

    /// <summary>The places of token rows, the tokens one after the other.</summary>
    /// <param name="firstRow">The first row's number within the update.</param>
    /// <param name="starts">[B + 1] where each row begins, and the end of the last.</param>
    /// <param name="packing">Which rows share a row of attention.</param>
    public static RowPlaces OfTokens(int firstRow, IReadOnlyList<int> starts, RowPacking? packing)
    {
        var tokens = new ulong[starts[^1]];
        for (var row = 0; row + 1 < starts.Count; row++)
        {
            for (var token = starts[row]; token < starts[row + 1]; token++)
            {
                tokens[token] = Id(firstRow + row, token - starts[row]);
            }
        }

        return new RowPlaces(firstRow, starts.Count - 1, tokens, packing);
    }

    /// <summary>The places of rows that all have the same length: images.</summary>
    public static RowPlaces OfImages(int firstRow, int rows) => new(firstRow, rows, null, null);

    /// <summary>The place of vector <paramref name="index"/> of <paramref name="count"/>: one for each token, or for each row.</summary>
    public ulong OfVector(int index, int count)
    {
        if (_tokens is null)
        {
            var length = Math.Max(1, count / _rows);
            return Id(_firstRow + (index / length), index % length);
        }

        return count == _tokens.Length ? _tokens[index]
            : count == _rows ? Id(_firstRow + index, 0)
            : OfTable(index);
    }

    /// <summary>The place of a vector that belongs to no row.</summary>
    public static ulong OfTable(int index) => (NoRow << RowShift) | (uint)index;

    /// <summary>The place of a line of attention, and the column at which its row's tokens begin.</summary>
    /// <param name="row">The row of attention.</param>
    /// <param name="head">The head.</param>
    /// <param name="query">The line within it.</param>
    /// <param name="length">Lines of a row of attention.</param>
    public (ulong Id, int FirstColumn) OfLine(int row, int head, int query, int length)
    {
        var (owner, first) = (row, 0);
        if (_packing is not null)
        {
            owner = _packing.Owners[(row * length) + query];
            first = owner < 0 ? 0 : _packing.Starts[owner];
        }

        return (Id(_firstRow + Math.Max(0, owner), query - first) | ((ulong)head << HeadShift), first);
    }

    private static ulong Id(int row, int position) => ((ulong)row << RowShift) | (uint)position;
}
