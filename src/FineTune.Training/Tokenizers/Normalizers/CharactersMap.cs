using System.Buffers.Binary;
using System.Text;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>
/// SentencePiece's precompiled rules: a double-array trie (Darts) over UTF-8 keys, whose values are places in a block of
/// texts that end in zero bytes.
/// </summary>
internal sealed class CharactersMap
{
    private readonly uint[] _units;
    private readonly string[] _texts;
    private readonly Dictionary<int, int> _textAt = [];

    /// <summary>Reads the block: 4 bytes of trie length, the trie, the texts.</summary>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    public CharactersMap(ReadOnlySpan<byte> block)
    {
        if (block.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(block) is var length && (length > block.Length - 4 || length % 4 != 0 || length < 4))
        {
            throw new ArgumentException("The character map is truncated.", nameof(block));
        }

        _units = new uint[length / 4];
        for (var i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 + (4 * i))..]);
        }

        var texts = new List<string>();
        var rest = block[(4 + (int)length)..];
        for (var at = 0; at < rest.Length;)
        {
            var end = rest[at..].IndexOf((byte)0);
            end = end < 0 ? rest.Length : at + end;
            _textAt[at] = texts.Count;
            texts.Add(Encoding.UTF8.GetString(rest[at..end]));
            at = end + 1;
        }

        _texts = [.. texts];
    }

    /// <summary>The replacement of the shortest rule that begins the key, or null.</summary>
    public string? Shortest(ReadOnlySpan<byte> key) => Find(key, longest: false, out _);

    /// <summary>The replacement of the longest rule that begins the key, or null; and the rule's length.</summary>
    public string? Longest(ReadOnlySpan<byte> key, out int length) => Find(key, longest: true, out length);

    private string? Find(ReadOnlySpan<byte> key, bool longest, out int length)
    {
        string? found = null;
        length = 0;
        var node = Offset(_units[0]);
        for (var i = 0; i < key.Length && key[i] != 0; i++)
        {
            node ^= key[i];
            if (node >= (uint)_units.Length || (_units[node] & 0x800000FF) != key[i])
            {
                break;
            }

            var unit = _units[node];
            node ^= Offset(unit);
            if ((unit >> 8 & 1) != 0 && node < (uint)_units.Length && _textAt.TryGetValue((int)(_units[node] & 0x7FFFFFFF), out var text))
            {
                found = _texts[text];
                length = i + 1;
                if (!longest)
                {
                    break;
                }
            }
        }

        return found;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1 << 9)) >> 6);
}
