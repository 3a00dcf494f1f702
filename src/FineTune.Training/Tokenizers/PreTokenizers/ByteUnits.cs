using System.Text;
using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>GPT-2's printable stand-in for every byte: printable Latin-1 bytes are themselves, the rest follow from U+0100.</summary>
internal static class ByteUnits
{
    private static readonly char[] Units = MakeUnits();
    private static readonly short[] Bytes = MakeBytes();

    /// <summary>The stand-in of the space.</summary>
    public static char Space => Units[' '];

    /// <summary>The stand-in of a byte.</summary>
    public static char Of(byte value) => Units[value];

    /// <summary>The byte of a stand-in, or -1.</summary>
    public static int ByteOf(char unit) => unit < Bytes.Length ? Bytes[unit] : -1;

    /// <summary>Rewrites a range of a text as bytes; all bytes of a character stand for the whole character.</summary>
    public static void Emit(MappedText text, int start, int length)
    {
        var chars = text.Chars.Slice(start, length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < chars.Length;)
        {
            if (chars[i] < 0x80)
            {
                text.Emit(Units[chars[i]], start + i);
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(chars[i..], out var rune, out var units);
            var count = rune.EncodeToUtf8(bytes);
            foreach (var value in bytes[..count])
            {
                text.Emit(Units[value], start + i);
            }

            i += units;
        }
    }

    private static char[] MakeUnits()
    {
        var units = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            units[value] = value is >= 0x21 and <= 0x7E or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : (char)next++;
        }

        return units;
    }

    private static short[] MakeBytes()
    {
        var bytes = new short[0x144];
        Array.Fill(bytes, (short)-1);
        for (var value = 0; value < 256; value++)
        {
            bytes[Units[value]] = (short)value;
        }

        return bytes;
    }
}
