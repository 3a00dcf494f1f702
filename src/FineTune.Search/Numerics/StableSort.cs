using System.Buffers;

namespace FineTune.Search.Numerics;

/// <summary>Sorts numbers ascending and carries positions along; equal numbers keep the order of their positions.</summary>
internal static class StableSort
{
    private const int DigitBits = 11;
    private const int Digits = 6;
    private const int FewKeys = 512;

    /// <summary>Sorts both arrays by the keys, NaN first; the positions must come in ascending. Of many keys the time is linear in their number.</summary>
    public static void Sort(double[] keys, int[] positions)
    {
        if (keys.Length >= FewKeys)
        {
            SortByDigits(keys, positions);
            return;
        }

        Array.Sort(keys, positions);
        var start = 0;
        for (var i = 1; i <= keys.Length; i++)
        {
            if (i == keys.Length || keys[i] != keys[start])
            {
                if (i - start > 1)
                {
                    Array.Sort(positions, start, i - start);
                }

                start = i;
            }
        }
    }

    /// <summary>The positions of the keys in ascending order; the keys stay as they are.</summary>
    public static int[] Order(ReadOnlySpan<double> keys)
    {
        var sorted = keys.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Sort(sorted, order);
        return order;
    }

    /// <summary>Digit by digit, the lowest first; each pass keeps the order of the one before.</summary>
    private static void SortByDigits(double[] keys, int[] positions)
    {
        var count = keys.Length;
        var (bits, moved) = (ArrayPool<ulong>.Shared.Rent(count), ArrayPool<ulong>.Shared.Rent(count));
        var (from, to) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
        positions.CopyTo(from, 0);
        var counts = new int[Digits << DigitBits];
        for (var i = 0; i < count; i++)
        {
            bits[i] = Ordered(keys[i]);
            for (var digit = 0; digit < Digits; digit++)
            {
                counts[(digit << DigitBits) + Digit(bits[i], digit)]++;
            }
        }

        for (var digit = 0; digit < Digits; digit++)
        {
            var places = counts.AsSpan(digit << DigitBits, 1 << DigitBits);
            if (places[Digit(bits[0], digit)] == count)
            {
                continue;
            }

            var next = 0;
            foreach (ref var place in places)
            {
                (place, next) = (next, next + place);
            }

            for (var i = 0; i < count; i++)
            {
                var place = places[Digit(bits[i], digit)]++;
                (moved[place], to[place]) = (bits[i], from[i]);
            }

            (bits, moved, from, to) = (moved, bits, to, from);
        }

        from.AsSpan(0, count).CopyTo(positions);
        for (var i = 0; i < count; i++)
        {
            keys[i] = Number(bits[i]);
        }

        ArrayPool<ulong>.Shared.Return(bits);
        ArrayPool<ulong>.Shared.Return(moved);
        ArrayPool<int>.Shared.Return(from);
        ArrayPool<int>.Shared.Return(to);
    }

    private static int Digit(ulong bits, int digit) => (int)(bits >> (digit * DigitBits)) & ((1 << DigitBits) - 1);

    /// <summary>Bits that are ordered as the numbers are; both zeros have the same, every NaN the least.</summary>
    private static ulong Ordered(double key)
    {
        if (double.IsNaN(key))
        {
            return 0;
        }

        var bits = BitConverter.DoubleToUInt64Bits(key == 0 ? 0 : key);
        return bits >> 63 == 0 ? bits | (1UL << 63) : ~bits;
    }

    private static double Number(ulong ordered) =>
        ordered == 0 ? double.NaN : BitConverter.UInt64BitsToDouble(ordered >> 63 == 0 ? ~ordered : ordered & ~(1UL << 63));
}
