using System.Security.Cryptography;
using System.Runtime.InteropServices;
using System.Buffers.Binary;

namespace FineTune.Training.Datasets;

/// <summary>The rows of one file after tokenization, flat and growing; texts are kept as hashes only.</summary>
internal sealed class TokenizedRows
{
    private readonly List<int> _tokenIds = [];
    private readonly List<long> _offsets = [0];
    private readonly List<string> _labels = [];
    private readonly List<int> _rowNumbers = [];
    private readonly List<long> _lines = [];
    private readonly List<UInt128> _textHashes = [];

    /// <summary>Number of rows.</summary>
    public int Count => _labels.Count;

    /// <summary>Each row's label.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Each row's line in the file.</summary>
    public IReadOnlyList<long> Lines => _lines;

    /// <summary>A hash of each row's text.</summary>
    public IReadOnlyList<UInt128> TextHashes => _textHashes;

    /// <summary>The buffer to append the next row's tokens to; <see cref="Add"/> ends the row.</summary>
    public List<int> TokenIds => _tokenIds;

    /// <summary>Ends a row.</summary>
    public void Add(string text, string label, int rowNumber, long line)
    {
        _offsets.Add(_tokenIds.Count);
        _labels.Add(label);
        _rowNumbers.Add(rowNumber);
        _lines.Add(line);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        _textHashes.Add(BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }

    /// <summary>Makes a split of the rows that <paramref name="isChosen"/> picks, in file order.</summary>
    public PreparedSplit ToSplit(Func<int, bool> isChosen, IReadOnlyDictionary<string, int> labelIds)
    {
        var rows = Enumerable.Range(0, Count).Where(isChosen).ToArray();
        var offsets = new long[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            offsets[i + 1] = offsets[i] + _offsets[rows[i] + 1] - _offsets[rows[i]];
        }

        var tokens = new int[offsets[^1]];
        var all = CollectionsMarshal.AsSpan(_tokenIds);
        for (var i = 0; i < rows.Length; i++)
        {
            all[(int)_offsets[rows[i]]..(int)_offsets[rows[i] + 1]].CopyTo(tokens.AsSpan((int)offsets[i]));
        }

        return new PreparedSplit(tokens, offsets, Array.ConvertAll(rows, r => labelIds[_labels[r]]), Array.ConvertAll(rows, r => _rowNumbers[r]));
    }
}
