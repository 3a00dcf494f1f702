namespace FineTune.Training.Tokenizers.Unicode;

/// <summary>A set of code points: a bitmap for the basic plane, sorted ranges above it.</summary>
internal sealed class CodePointSet
{
    private readonly ulong[] _basic = new ulong[65536 / 64];
    private readonly int[] _firsts;
    private readonly int[] _lasts;

    /// <summary>Creates a set of inclusive ranges in ascending order.</summary>
    public CodePointSet(IReadOnlyList<(int First, int Last)> ranges)
    {
        foreach (var (first, last) in ranges)
        {
            for (var code = first; code <= last && code < 65536; code++)
            {
                _basic[code >> 6] |= 1UL << (code & 63);
            }
        }

        var above = ranges.Where(r => r.Last >= 65536).ToArray();
        _firsts = Array.ConvertAll(above, r => r.First);
        _lasts = Array.ConvertAll(above, r => r.Last);
    }

    /// <summary>Whether the code point is in the set.</summary>
    public bool Contains(int code)
    {
        if (code < 65536)
        {
            return (_basic[code >> 6] >> (code & 63) & 1) != 0;
        }

        var index = Array.BinarySearch(_firsts, code);
        return index >= 0 || (index != -1 && _lasts[~index - 1] >= code);
    }
}
