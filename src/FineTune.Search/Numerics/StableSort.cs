namespace FineTune.Search.Numerics;

/// <summary>Sorts numbers ascending and carries positions along; equal numbers keep the order of their positions.</summary>
internal static class StableSort
{
    /// <summary>Sorts both arrays by the keys; the positions must come in ascending.</summary>
    public static void Sort(double[] keys, int[] positions)
    {
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
}
