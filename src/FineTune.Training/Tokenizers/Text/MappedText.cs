using System.Diagnostics;

namespace FineTune.Training.Tokenizers.Text;

/// <summary>
/// Text on its way through normalizers and pre-tokenizers: UTF-16 code units, and for each the range of the original
/// text that it stands for. A rewrite appends to a second set of arrays, which then becomes the text; the arrays are
/// kept and grow, so that steady work allocates nothing.
/// </summary>
internal sealed class MappedText
{
    private char[] _chars = new char[256];
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];
    private char[] _newChars = new char[256];
    private int[] _newStarts = new int[256];
    private int[] _newEnds = new int[256];
    private int _newLength;

    /// <summary>Length in UTF-16 code units.</summary>
    public int Length { get; private set; }

    /// <summary>The text as it is now.</summary>
    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    /// <summary>For each unit the start of its original range.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Length);

    /// <summary>For each unit the end of its original range.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Length);

    /// <summary>Length of the rewrite so far.</summary>
    public int NewLength => _newLength;

    /// <summary>Replaces the text by an original text's slice that begins at <paramref name="offset"/>.</summary>
    public void Load(ReadOnlySpan<char> original, int offset)
    {
        if (_chars.Length < original.Length)
        {
            Grow(ref _chars, ref _starts, ref _ends, original.Length);
        }

        Length = original.Length;
        original.CopyTo(_chars);
        for (var i = 0; i < original.Length; i++)
        {
            _starts[i] = offset + i;
            _ends[i] = offset + i + 1;
        }

        MarkPairs();
        _newLength = 0;
    }

    /// <summary>Empties the text.</summary>
    public void Clear() => Length = _newLength = 0;

    /// <summary>Appends another text's range to this one.</summary>
    public void AppendFrom(MappedText other, int start, int length)
    {
        if (_chars.Length < Length + length)
        {
            Grow(ref _chars, ref _starts, ref _ends, Length + length);
        }

        other._chars.AsSpan(start, length).CopyTo(_chars.AsSpan(Length));
        other._starts.AsSpan(start, length).CopyTo(_starts.AsSpan(Length));
        other._ends.AsSpan(start, length).CopyTo(_ends.AsSpan(Length));
        Length += length;
    }

    /// <summary>Rewrite: keeps units of the old text with their ranges.</summary>
    public void Keep(int index, int count = 1)
    {
        if (_newChars.Length < _newLength + count)
        {
            Grow(ref _newChars, ref _newStarts, ref _newEnds, _newLength + count);
        }

        if (count == 1)
        {
            _newChars[_newLength] = _chars[index];
            _newStarts[_newLength] = _starts[index];
            _newEnds[_newLength] = _ends[index];
        }
        else
        {
            _chars.AsSpan(index, count).CopyTo(_newChars.AsSpan(_newLength));
            _starts.AsSpan(index, count).CopyTo(_newStarts.AsSpan(_newLength));
            _ends.AsSpan(index, count).CopyTo(_newEnds.AsSpan(_newLength));
        }

        _newLength += count;
    }

    /// <summary>Rewrite: emits a unit that stands for what the old unit at <paramref name="index"/> stood for.</summary>
    public void Emit(char unit, int index) => Emit(unit, _starts[index], _ends[index]);

    /// <summary>Rewrite: emits a unit with its original range.</summary>
    public void Emit(char unit, int start, int end)
    {
        if (_newChars.Length == _newLength)
        {
            Grow(ref _newChars, ref _newStarts, ref _newEnds, _newLength + 1);
        }

        _newChars[_newLength] = unit;
        _newStarts[_newLength] = start;
        _newEnds[_newLength++] = end;
    }

    /// <summary>Rewrite: emits a code point that stands for what the old unit at <paramref name="index"/> stood for.</summary>
    public void EmitCode(int code, int index) => EmitCode(code, _starts[index], _ends[index]);

    /// <summary>Rewrite: emits a code point with its original range.</summary>
    public void EmitCode(int code, int start, int end)
    {
        if (code < 65536)
        {
            Emit((char)code, start, end);
            return;
        }

        Emit((char)(0xD7C0 + (code >> 10)), start, end);
        Emit((char)(0xDC00 + (code & 0x3FF)), start, end);
    }

    /// <summary>
    /// Rewrites the whole text from code points with changes: 0 stands for the next code point of the old text, +1 was
    /// added and takes the range of the one before the reading position, -n stands for the next and swallows n more.
    /// </summary>
    public void Transform(List<(int Code, int Change)> codes)
    {
        var position = 0;
        foreach (var (code, change) in codes)
        {
            if (change > 0)
            {
                EmitCode(code, Math.Max(position - 1, 0));
                continue;
            }

            EmitCode(code, Math.Min(position, Length - 1));
            for (var i = 0; i <= -change && position < Length; i++)
            {
                Unicode.CodePoints.At(Chars, position, out var length);
                position += length;
            }
        }

        Commit();
    }

    /// <summary>Rewrite: forgets what was emitted so far.</summary>
    public void Abandon() => _newLength = 0;

    /// <summary>Ends a rewrite: what was emitted is now the text.</summary>
    public void Commit()
    {
        (_chars, _newChars) = (_newChars, _chars);
        (_starts, _newStarts) = (_newStarts, _starts);
        (_ends, _newEnds) = (_newEnds, _ends);
        Length = _newLength;
        _newLength = 0;
    }

    private void MarkPairs()
    {
        var index = _chars.AsSpan(0, Length).IndexOfAnyInRange('\uD800', '\uDBFF');
        if (index < 0)
        {
            return;
        }

        for (var i = index; i + 1 < Length; i++)
        {
            if (char.IsHighSurrogate(_chars[i]) && char.IsLowSurrogate(_chars[i + 1]))
            {
                _ends[i]++;
                _starts[i + 1]--;
                i++;
            }
        }
    }

    private static void Grow(ref char[] chars, ref int[] starts, ref int[] ends, int needed)
    {
        Debug.Assert(needed > chars.Length);
        var size = Math.Max(needed, chars.Length * 2);
        Array.Resize(ref chars, size);
        Array.Resize(ref starts, size);
        Array.Resize(ref ends, size);
    }
}
