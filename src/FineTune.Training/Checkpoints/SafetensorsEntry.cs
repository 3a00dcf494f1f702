using System.Collections.Immutable;

namespace FineTune.Training.Checkpoints;

/// <summary>One tensor of a safetensors file: its name, element type, shape and place in the data section.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions, outermost first; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the start of the data section.</param>
/// <param name="ByteLength">Length in bytes.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, ImmutableArray<long> Shape, long Begin, long ByteLength)
{
    /// <summary>The product of the dimensions; 1 for a scalar.</summary>
    public long ElementCount
    {
        get
        {
            long count = 1;
            foreach (var dimension in Shape)
            {
                count *= dimension;
            }

            return count;
        }
    }

    /// <summary>Describes a tensor that is to be written; its place is given by the writer.</summary>
    /// <exception cref="ArgumentException">A dimension is negative or the size does not fit.</exception>
    public static SafetensorsEntry Describe(string name, SafetensorsType type, params ReadOnlySpan<long> shape)
    {
        if (!TryByteLength(type, shape, out var length))
        {
            throw new ArgumentException($"Tensor '{name}' has an impossible shape.", nameof(shape));
        }

        return new SafetensorsEntry(name, type, [.. shape], 0, length);
    }

    /// <summary>The type's name in a file.</summary>
    internal static string NameOf(SafetensorsType type)
    {
        var name = type.ToString();
        return type is >= SafetensorsType.F6E2M3 and <= SafetensorsType.F6E3M2 or >= SafetensorsType.F8E5M2 and <= SafetensorsType.F8E8M0
            ? name.Insert(2, "_")
            : name;
    }

    /// <summary>Bits of one element.</summary>
    internal static int BitsOf(SafetensorsType type) => type switch
    {
        SafetensorsType.F4 => 4,
        SafetensorsType.F6E2M3 or SafetensorsType.F6E3M2 => 6,
        SafetensorsType.I16 or SafetensorsType.U16 or SafetensorsType.F16 or SafetensorsType.BF16 => 16,
        SafetensorsType.I32 or SafetensorsType.U32 or SafetensorsType.F32 => 32,
        SafetensorsType.C64 or SafetensorsType.F64 or SafetensorsType.I64 or SafetensorsType.U64 => 64,
        _ => 8,
    };

    /// <summary>The size in bytes, or false where a dimension is negative, the size overflows or is no whole byte.</summary>
    internal static bool TryByteLength(SafetensorsType type, ReadOnlySpan<long> shape, out long length)
    {
        length = 0;
        Int128 bits = BitsOf(type);
        foreach (var dimension in shape)
        {
            if (dimension < 0 || bits > long.MaxValue)
            {
                return false;
            }

            bits *= dimension;
        }

        if (bits % 8 != 0 || bits / 8 > long.MaxValue)
        {
            return false;
        }

        length = (long)(bits / 8);
        return true;
    }
}
