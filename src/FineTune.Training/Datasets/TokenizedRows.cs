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
    private readonly List<int> _tokenLabels = [];
    private readonly List<int> _tokenTypes = [];

    /// <summary>Number of rows.</summary>
    public int Count => _labels.Count;

    /// <summary>Each row's label.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Each row's line in the file.</summary>
    public IReadOnlyList<long> Lines => _lines;

    /// <summary>A hash of each row's text.</summary>
    public IReadOnlyList<UInt128> TextHashes => _textHashes;

    /// <summary>The buffer to append the next row's tokens to; ended by adding the row.</summary>
    public List<int> TokenIds => _tokenIds;

    /// <summary>Where the next row's token labels are appended, for tasks that label tokens: as many as there are tokens.</summary>
    public List<int> TokenLabels => _tokenLabels;

    /// <summary>Where the next row's token types are appended, for rows of two texts: as many as there are tokens.</summary>
    public List<int> TokenTypes => _tokenTypes;

    /// <summary>Ends a row that is the same as another where their texts are equal.</summary>
    public void Add(string text, string label, int rowNumber, long line) => Add(MemoryMarshal.AsBytes(text.AsSpan()), label, rowNumber, line);

    /// <summary>Ends a row.</summary>
    /// <param name="identity">What makes two rows the same.</param>
    /// <param name="label">Its label; empty where it has none.</param>
    /// <param name="rowNumber">Its place among the rows.</param>
    /// <param name="line">Its line.</param>
    public void Add(ReadOnlySpan<byte> identity, string label, int rowNumber, long line)
    {
        _offsets.Add(_tokenIds.Count);
        _labels.Add(label);
        _rowNumbers.Add(rowNumber);
        _lines.Add(line);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(identity, hash);
        _textHashes.Add(BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }

    /// <summary>Makes a split of the rows that <paramref name="isChosen"/> picks, in file order.</summary>
    public PreparedSplit ToSplit(Func<int, bool> isChosen, TargetEncoding encoding)
    {
        var rows = Enumerable.Range(0, Count).Where(isChosen).ToArray();
        var offsets = new long[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            offsets[i + 1] = offsets[i] + _offsets[rows[i] + 1] - _offsets[rows[i]];
        }

        var tokens = new int[offsets[^1]];
        var tokenLabels = new int[_tokenLabels.Count == 0 ? 0 : tokens.Length];
        var tokenTypes = new int[_tokenTypes.Count == 0 ? 0 : tokens.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (first, end) = ((int)_offsets[rows[i]], (int)_offsets[rows[i] + 1]);
            CollectionsMarshal.AsSpan(_tokenIds)[first..end].CopyTo(tokens.AsSpan((int)offsets[i]));
            if (tokenLabels.Length > 0)
            {
                CollectionsMarshal.AsSpan(_tokenLabels)[first..end].CopyTo(tokenLabels.AsSpan((int)offsets[i]));
            }

            if (tokenTypes.Length > 0)
            {
                CollectionsMarshal.AsSpan(_tokenTypes)[first..end].CopyTo(tokenTypes.AsSpan((int)offsets[i]));
            }
        }

        return new PreparedSplit(
            tokens,
            offsets,
            encoding.ClassOf is null ? [] : Array.ConvertAll(rows, r => encoding.ClassOf(_labels[r])),
            Array.ConvertAll(rows, r => _rowNumbers[r]),
            encoding.NumbersOf is null ? [] : [.. rows.SelectMany(r => encoding.NumbersOf(_labels[r]))],
            encoding.TagOf is null ? tokenLabels : Array.ConvertAll(tokenLabels, label => label < 0 ? label : encoding.TagOf(label)),
            tokenTypes);
    }
}
