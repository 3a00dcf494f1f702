namespace FineTune.Search.Objectives;

/// <summary>How lonely each point of a front is (Deb et al. 2002, NSGA-II): the sum of the gaps between its neighbours, by objective.</summary>
internal static class CrowdingDistance
{
    /// <summary>The distance of each point; the ends of an objective are infinitely far, one value alone is 0.</summary>
    public static double[] Of(IReadOnlyList<double[]> losses)
    {
        var distances = new double[losses.Count];
        var order = Enumerable.Range(0, losses.Count).ToList();
        for (var objective = 0; objective < (losses.Count == 0 ? 0 : losses[0].Length); objective++)
        {
            order = [.. order.OrderBy(row => losses[row][objective])];
            Add(distances, order, [.. order.Select(row => losses[row][objective])]);
        }

        return distances;
    }

    /// <summary>Positions, the loneliest first; ties in reverse of the order by the last objective.</summary>
    public static int[] Order(IReadOnlyList<double[]> losses)
    {
        var distances = Of(losses);
        var order = Enumerable.Range(0, losses.Count);
        for (var objective = 0; objective < (losses.Count == 0 ? 0 : losses[0].Length); objective++)
        {
            var column = objective;
            order = order.OrderBy(row => losses[row][column]).ToList();
        }

        return [.. order.OrderBy(row => distances[row]).Reverse()];
    }

    private static void Add(double[] distances, List<int> order, double[] sorted)
    {
        if (sorted[0].Equals(sorted[^1]))
        {
            return;
        }

        double[] padded = [double.NegativeInfinity, .. sorted, double.PositiveInfinity];
        var smallest = Array.Find(padded, value => !double.IsNegativeInfinity(value));
        var largest = Array.FindLast(padded, value => !double.IsPositiveInfinity(value));
        var width = largest - smallest;
        width = width <= 0 ? 1 : width;
        for (var i = 0; i < order.Count; i++)
        {
            distances[order[i]] += padded[i].Equals(padded[i + 2]) ? 0 : (padded[i + 2] - padded[i]) / width;
        }
    }
}
