using System.Security.Cryptography;
using System.Runtime.InteropServices;

namespace FineTune.Training.Datasets;

/// <summary>The good images of one archive and split: labels, names, and where their bytes stand in the prepared file.</summary>
internal sealed class ImageRows
{
    private readonly List<long> _starts = [];
    private readonly List<int> _lengths = [];
    private readonly List<byte> _hashes = [];
    private readonly List<int> _numbers = [];

    /// <summary>Number of images.</summary>
    public int Count => Labels.Count;

    /// <summary>Each image's class.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>Each image's name.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The first bytes of the hash of each image's file.</summary>
    public List<UInt128> Contents { get; } = [];

    /// <summary>Appends an image.</summary>
    public void Add(ImageRow row, int number, long start, int length, byte[] hash)
    {
        Labels.Add(row.Label);
        Names.Add(row.Name);
        Contents.Add(MemoryMarshal.Read<UInt128>(hash));
        _numbers.Add(number);
        _starts.Add(start);
        _lengths.Add(length);
        _hashes.AddRange(hash);
    }

    /// <summary>For each image the first one with the same content.</summary>
    public int[] Groups()
    {
        var first = new Dictionary<UInt128, int>(Count);
        return [.. Enumerable.Range(0, Count).Select(row => first.TryAdd(Contents[row], row) ? row : first[Contents[row]])];
    }

    /// <summary>Makes a split of the images that <paramref name="isChosen"/> picks, in their order.</summary>
    public PreparedSplit ToSplit(Func<int, bool> isChosen, string path, IReadOnlyDictionary<string, int> labelIds)
    {
        var rows = Enumerable.Range(0, Count).Where(isChosen).ToArray();
        var hashes = CollectionsMarshal.AsSpan(_hashes);
        var chosen = new byte[rows.Length * SHA256.HashSizeInBytes];
        for (var i = 0; i < rows.Length; i++)
        {
            hashes.Slice(rows[i] * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes).CopyTo(chosen.AsSpan(i * SHA256.HashSizeInBytes));
        }

        return new PreparedSplit([], new long[rows.Length + 1], Array.ConvertAll(rows, r => labelIds[Labels[r]]), Array.ConvertAll(rows, r => _numbers[r]))
        {
            Images = new PreparedImages(path, Array.ConvertAll(rows, r => _starts[r]), Array.ConvertAll(rows, r => _lengths[r]), chosen),
        };
    }
}
