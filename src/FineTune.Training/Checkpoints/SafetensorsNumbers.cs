using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FineTune.Training.Checkpoints;

/// <summary>Conversions between a file's floating-point types and single precision.</summary>
internal static class SafetensorsNumbers
{
    /// <summary>Widens or narrows little-endian numbers to single precision; false for types that are no floats.</summary>
    public static bool TryToSingles(SafetensorsType type, ReadOnlySpan<byte> bytes, Span<float> result)
    {
        switch (type)
        {
            case SafetensorsType.F32:
                bytes.CopyTo(MemoryMarshal.AsBytes(result));
                return true;
            case SafetensorsType.F16:
                var halves = MemoryMarshal.Cast<byte, Half>(bytes);
                for (var i = 0; i < result.Length; i++)
                {
                    result[i] = (float)halves[i];
                }

                return true;
            case SafetensorsType.BF16:
                for (var i = 0; i < result.Length; i++)
                {
                    result[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                }

                return true;
            case SafetensorsType.F64:
                for (var i = 0; i < result.Length; i++)
                {
                    result[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
                }

                return true;
            default:
                return false;
        }
    }
}
