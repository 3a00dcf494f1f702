namespace FineTune.Training.Metrics;

/// <summary>How far two series go together. Not a number where a series is constant or holds one.</summary>
public static class Correlations
{
    /// <summary>Pearson's product-moment correlation.</summary>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        if (x.Length < 2)
        {
            throw new ArgumentException("A correlation needs at least two rows.", nameof(x));
        }

        return Product(x, y);
    }

    /// <summary>The two-sided p value of Pearson's correlation under normal, uncorrelated series.</summary>
    public static double PearsonP(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var r = Pearson(x, y);
        if (double.IsNaN(r))
        {
            return double.NaN;
        }

        var shape = (x.Length / 2.0) - 1;
        return shape == 0 ? 1 : Math.Min(1, 2 * SpecialFunctions.IncompleteBeta(shape, shape, (1 - Math.Abs(r)) / 2));
    }

    /// <summary>Spearman's rank correlation; equal numbers share their mean rank.</summary>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        return x.Length < 2 || HasNaN(x) || HasNaN(y) ? double.NaN : Product(Ranks(x), Ranks(y));
    }

    /// <summary>Kendall's tau-b, in O(n log n) by counting the swaps of a merge sort (Knight, 1966).</summary>
    public static double KendallTauB(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        if (x.Length < 2 || HasNaN(x) || HasNaN(y))
        {
            return double.NaN;
        }

        var (a, b) = (x.ToArray(), y.ToArray());
        var order = Enumerable.Range(0, a.Length).OrderBy(i => a[i]).ThenBy(i => b[i]).ToArray();
        var pairs = (long)a.Length * (a.Length - 1) / 2;
        var tiedX = TiedPairs(a.GroupBy(v => v));
        var tiedY = TiedPairs(b.GroupBy(v => v));
        var tiedBoth = TiedPairs(order.GroupBy(i => (a[i], b[i])));
        var sorted = Array.ConvertAll(order, i => b[i]);
        var discordant = Swaps(sorted, new double[sorted.Length]);
        var agreement = pairs - tiedX - tiedY + tiedBoth - (2 * discordant);
        return pairs == tiedX || pairs == tiedY ? double.NaN : Math.Clamp(agreement / Math.Sqrt(pairs - tiedX) / Math.Sqrt(pairs - tiedY), -1, 1);
    }

    private static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.IndexOfAnyExcept(x[0]) < 0 || y.IndexOfAnyExcept(y[0]) < 0)
        {
            return double.NaN;
        }

        var (a, b) = (Centred(x), Centred(y));
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return double.IsNaN(sum) ? double.NaN : Math.Clamp(sum, -1, 1);
    }

    private static double[] Centred(ReadOnlySpan<double> values)
    {
        var result = values.ToArray();
        var mean = result.Average();
        result = Array.ConvertAll(result, v => v - mean);
        var largest = result.Max(Math.Abs);
        var length = largest * Math.Sqrt(result.Sum(v => v / largest * (v / largest)));
        return Array.ConvertAll(result, v => v / length);
    }

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (var i = 0; i < sorted.Length;)
        {
            var end = i;
            while (end < sorted.Length && sorted[end] == sorted[i])
            {
                end++;
            }

            foreach (var row in order.AsSpan(i, end - i))
            {
                ranks[row] = (i + end + 1) / 2.0;
            }

            i = end;
        }

        return ranks;
    }

    private static long TiedPairs<TKey, TItem>(IEnumerable<IGrouping<TKey, TItem>> groups) => groups.Sum(g => (long)g.Count() * (g.Count() - 1) / 2);

    private static long Swaps(Span<double> values, Span<double> spare)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var middle = values.Length / 2;
        var swaps = Swaps(values[..middle], spare[..middle]) + Swaps(values[middle..], spare[middle..]);
        var (left, right) = (0, middle);
        for (var i = 0; i < values.Length; i++)
        {
            var takeRight = left == middle || (right < values.Length && values[right] < values[left]);
            swaps += takeRight ? middle - left : 0;
            spare[i] = takeRight ? values[right++] : values[left++];
        }

        spare.CopyTo(values);
        return swaps;
    }

    private static bool HasNaN(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
