namespace FineTune.Search.Numerics;

/// <summary>Friedman's test whether settings differ over paired blocks, and the comparison with the best that follows it (Conover; irace's race).</summary>
public static class FriedmanTest
{
    /// <summary>Ranks the settings in every block and tests whether they are all alike.</summary>
    /// <param name="losses">Losses by block and setting, smaller is better; ties share their ranks.</param>
    public static FriedmanResult Run(IReadOnlyList<double[]> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        var (n, k) = (losses.Count, losses[0].Length);
        var sums = new double[k];
        var (squares, ties) = (0.0, 0.0);
        foreach (var block in losses)
        {
            var ranks = Ranks(block, ref ties);
            for (var j = 0; j < k; j++)
            {
                sums[j] += ranks[j];
                squares += ranks[j] * ranks[j];
            }
        }

        var deviation = sums.Sum(sum => (sum - (n * (k + 1) / 2.0)) * (sum - (n * (k + 1) / 2.0)));
        var scale = (n * k * (k + 1.0)) - (ties / (k - 1));
        var probability = scale <= 0 ? 1 : TailProbabilities.ChiSquaredAbove(12 * deviation / scale, k - 1);
        var spread = 2 * ((n * squares) - sums.Sum(sum => sum * sum)) / ((n - 1.0) * (k - 1));
        return new FriedmanResult(sums, probability, Math.Sqrt(Math.Max(0, spread)), (n - 1) * (k - 1));
    }

    private static double[] Ranks(double[] block, ref double ties)
    {
        var order = StableSort.Order(block);
        var ranks = new double[block.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && block[order[end]].Equals(block[order[start]]))
            {
                end++;
            }

            double group = end - start;
            var rank = (start + end + 1) / 2.0;
            ties += (group * group * group) - group;
            for (; start < end; start++)
            {
                ranks[order[start]] = rank;
            }
        }

        return ranks;
    }
}
