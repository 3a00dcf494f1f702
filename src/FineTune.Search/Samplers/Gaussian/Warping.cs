using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Bends values (larger is better) so that a Gaussian process fits them better; the order is kept.</summary>
internal static class Warping
{
    /// <summary>Bends the values in place.</summary>
    /// <param name="warp">How.</param>
    /// <param name="values">The values; larger is better.</param>
    /// <param name="better">The best part of them, which half-rank warping leaves alone.</param>
    public static void Apply(TargetWarp warp, double[] values, double better = 0.5)
    {
        if (warp == TargetWarp.None || values.Length < 3)
        {
            return;
        }

        var scores = NormalScores(values);
        if (warp == TargetWarp.Rank)
        {
            scores.CopyTo(values, 0);
            return;
        }

        var sorted = values.Order().ToArray();
        var edge = sorted[Math.Min((int)(sorted.Length * (1 - better)), sorted.Length - 1)];
        var spread = Math.Sqrt(values.Where(value => value >= edge).Average(value => (value - edge) * (value - edge)));
        if (!(spread > 0))
        {
            scores.CopyTo(values, 0);
            return;
        }

        var scoreAtEdge = NormalDistribution.InverseLogCumulative(Math.Log(Math.Clamp(1 - better, 1e-3, 1 - 1e-3)));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = values[i] >= edge ? values[i] : Math.Max(values[i], edge + (spread * Math.Min(scores[i] - scoreAtEdge, 0)));
        }
    }

    /// <summary>Normal quantiles of the mid-ranks; equal values get equal scores.</summary>
    private static double[] NormalScores(double[] values)
    {
        var order = StableSort.Order(values);
        var scores = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            var quantile = (start + end) / (2.0 * order.Length);
            var score = NormalDistribution.InverseLogCumulative(Math.Log(quantile));
            for (; start < end; start++)
            {
                scores[order[start]] = score;
            }
        }

        return scores;
    }
}
