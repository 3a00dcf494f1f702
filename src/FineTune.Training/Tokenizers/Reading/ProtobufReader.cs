using System.Buffers.Binary;
using System.Text;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Goes through the fields of a protocol-buffers message; just what SentencePiece's files need.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>The current field's number where it is one; a fixed number's bits.</summary>
    public ulong Number { get; private set; }

    /// <summary>The current field's bytes where it has some.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The current field as text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The current field as a yes or no.</summary>
    public readonly bool Flag => Number != 0;

    /// <summary>The current field as a number in single precision.</summary>
    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)Number);

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var key = ReadVariable();
        Field = (int)Math.Min(key >> 3, int.MaxValue);
        Bytes = default;
        Number = 0;
        switch (key & 7)
        {
            case 0:
                Number = ReadVariable();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Bytes = Take(ReadVariable());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException("A field has an unknown kind.");
        }

        return true;
    }

    private ulong ReadVariable()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A number has no end.");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new FormatException("It is cut off.");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
