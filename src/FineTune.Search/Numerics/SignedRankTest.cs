namespace FineTune.Search.Numerics;

/// <summary>The one-sided Wilcoxon signed-rank test with zeros split between both sides (Pratt's ranks; scipy's "zsplit").</summary>
public static class SignedRankTest
{
    /// <summary>The rank sum of positive differences, and the probability of one at least so large were there no difference.</summary>
    /// <remarks>Exact up to 50 differences without ties and zeros; all sign flips up to 13; else normal with tie correction.</remarks>
    public static (double RankSum, double Probability) Greater(ReadOnlySpan<double> differences)
    {
        var count = differences.Length;
        var (ranks, ties, zeros) = Ranks(differences);
        var plus = 0.0;
        for (var i = 0; i < count; i++)
        {
            plus += differences[i] > 0 ? ranks[i] : differences[i] == 0 ? ranks[i] / 2 : 0;
        }

        var plain = ties == 0 && zeros == 0;
        var probability = count == 0 ? 1
            : plain && count <= 50 ? Exact(count, plus)
            : count <= 13 ? Flips(differences, ranks, plus)
            : Normal(count, ranks, differences, plus, ties);
        return (plus, probability);
    }

    private static (double[] Ranks, double Ties, int Zeros) Ranks(ReadOnlySpan<double> differences)
    {
        var sizes = new double[differences.Length];
        var zeros = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Math.Abs(differences[i]);
            zeros += sizes[i] == 0 ? 1 : 0;
        }

        var order = StableSort.Order(sizes);
        var ranks = new double[sizes.Length];
        var ties = 0.0;
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && sizes[order[end]] == sizes[order[start]])
            {
                end++;
            }

            var group = end - start;
            var rank = (start + end + 1) / 2.0;
            ties += ((double)group * group * group) - group;
            for (; start < end; start++)
            {
                ranks[order[start]] = rank;
            }
        }

        return (ranks, ties, zeros);
    }

    /// <summary>Counts the subsets of 1..n by their sum.</summary>
    private static double Exact(int count, double plus)
    {
        var most = count * (count + 1) / 2;
        var ways = new double[most + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= count; rank++)
        {
            for (var sum = most; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }

        var tail = 0.0;
        for (var sum = (int)Math.Ceiling(plus - 1e-9); sum <= most; sum++)
        {
            tail += ways[sum];
        }

        return Math.Min(1, tail / Math.Pow(2, count));
    }

    private static double Flips(ReadOnlySpan<double> differences, double[] ranks, double plus)
    {
        var atLeast = 0;
        for (var signs = 0; signs < 1 << ranks.Length; signs++)
        {
            var sum = 0.0;
            for (var i = 0; i < ranks.Length; i++)
            {
                sum += differences[i] == 0 ? ranks[i] / 2 : ((signs >> i) & 1) != 0 ? ranks[i] : 0;
            }

            atLeast += sum >= plus - 1e-9 ? 1 : 0;
        }

        return atLeast / (double)(1 << ranks.Length);
    }

    private static double Normal(int count, double[] ranks, ReadOnlySpan<double> differences, double plus, double ties)
    {
        var mean = count * (count + 1) / 4.0;
        var squares = count * (count + 1.0) * ((2 * count) + 1);
        var zeros = 0;
        foreach (var difference in differences)
        {
            zeros += difference == 0 ? 1 : 0;
        }

        if (zeros == count)
        {
            return 0.5;
        }

        var variance = (squares - (ties / 2)) / 24;
        var z = (plus - mean) / Math.Sqrt(variance);
        return NormalDistribution.Cumulative(-z);
    }
}
