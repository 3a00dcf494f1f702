using System.Runtime.InteropServices;

namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>
/// Tokens of words seen before: open addressing over flat arrays, so that a hit touches two or three cache lines and
/// allocates nothing. One thread's; when full it keeps what it has.
/// </summary>
internal sealed class WordCache(SubwordModel model)
{
    private const int LongestWord = 64;
    private const int MostWords = 1 << 16;

    private Slot[] _slots = new Slot[1 << 12];
    private char[] _chars = new char[1 << 14];
    private SubwordToken[] _tokens = new SubwordToken[1 << 13];
    private int _wordCount;
    private int _charCount;
    private int _tokenCount;
    private readonly List<SubwordToken> _fresh = [];
    private readonly List<SubwordToken> _joined = [];

    /// <summary>A word's tokens; valid until the next call.</summary>
    public ReadOnlySpan<SubwordToken> Tokenize(ReadOnlySpan<char> word)
    {
        if (model.Seam is not { } seam || SubwordModel.NextSeam(word, 0, seam) is var next && next == word.Length)
        {
            return TokenizePart(word);
        }

        _joined.Clear();
        for (var start = 0; start < word.Length; (start, next) = (next, SubwordModel.NextSeam(word, next, seam)))
        {
            foreach (var token in TokenizePart(word[start..next]))
            {
                _joined.Add(new SubwordToken(token.Id, start + token.Start, start + token.End));
            }
        }

        return CollectionsMarshal.AsSpan(_joined);
    }

    private ReadOnlySpan<SubwordToken> TokenizePart(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord || !model.IsCacheable)
        {
            return Compute(word);
        }

        var hash = HashOf(word);
        var mask = _slots.Length - 1;
        for (var i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            ref var slot = ref _slots[i];
            if (slot.WordLength == 0)
            {
                break;
            }

            if (slot.Hash == hash && slot.WordLength == word.Length && word.SequenceEqual(_chars.AsSpan(slot.WordStart, slot.WordLength)))
            {
                return _tokens.AsSpan(slot.TokenStart, slot.TokenCount);
            }
        }

        var tokens = Compute(word);
        if (_wordCount < MostWords && word.Length > 0)
        {
            Remember(word, hash, tokens);
        }

        return tokens;
    }

    private ReadOnlySpan<SubwordToken> Compute(ReadOnlySpan<char> word)
    {
        _fresh.Clear();
        model.Tokenize(word, _fresh);
        return CollectionsMarshal.AsSpan(_fresh);
    }

    private void Remember(ReadOnlySpan<char> word, uint hash, ReadOnlySpan<SubwordToken> tokens)
    {
        if (_wordCount * 2 >= _slots.Length)
        {
            Rehash();
        }

        if (_charCount + word.Length > _chars.Length)
        {
            Array.Resize(ref _chars, _chars.Length * 2);
        }

        while (_tokenCount + tokens.Length > _tokens.Length)
        {
            Array.Resize(ref _tokens, _tokens.Length * 2);
        }

        word.CopyTo(_chars.AsSpan(_charCount));
        tokens.CopyTo(_tokens.AsSpan(_tokenCount));
        Place(_slots, new Slot(hash, _charCount, word.Length, _tokenCount, tokens.Length));
        _charCount += word.Length;
        _tokenCount += tokens.Length;
        _wordCount++;
    }

    private void Rehash()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot.WordLength > 0)
            {
                Place(larger, slot);
            }
        }

        _slots = larger;
    }

    private static void Place(Slot[] slots, Slot slot)
    {
        var i = (int)slot.Hash & (slots.Length - 1);
        while (slots[i].WordLength > 0)
        {
            i = (i + 1) & (slots.Length - 1);
        }

        slots[i] = slot;
    }

    private static uint HashOf(ReadOnlySpan<char> word)
    {
        ulong hash = (ulong)word.Length * 0x9E3779B97F4A7C15;
        var rest = word;
        while (rest.Length >= 4)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(rest))) * 0xD6E8FEB86659FD93;
            hash ^= hash >> 32;
            rest = rest[4..];
        }

        foreach (var unit in rest)
        {
            hash = (hash ^ unit) * 0xD6E8FEB86659FD93;
            hash ^= hash >> 32;
        }

        return (uint)(hash ^ (hash >> 29));
    }

    private readonly record struct Slot(uint Hash, int WordStart, int WordLength, int TokenStart, int TokenCount);
}
