namespace FineTune.Search.Importance;

/// <summary>Splits the variance of a tree's predictions over its whole input box by parameter (Hutter et al. 2014, fANOVA).</summary>
internal sealed class TreeVariance
{
    private readonly List<(double Value, (double Low, double High)[] Box)> _leaves = [];
    private readonly SortedSet<double>[] _cuts;
    private readonly (double Low, double High)[] _bounds;

    public TreeVariance(RegressionTree tree, (double Low, double High)[] bounds)
    {
        _bounds = bounds;
        _cuts = [.. bounds.Select(_ => new SortedSet<double>())];
        Visit(tree, 0, bounds);
        Total = Variance([.. _leaves.Select(leaf => leaf.Value)], [.. _leaves.Select(leaf => Volume(leaf.Box, []))]);
    }

    /// <summary>The variance of the predictions, the inputs spread evenly over the box.</summary>
    public double Total { get; }

    /// <summary>The variance of the predictions when all columns but these are averaged out.</summary>
    public double Of(int[] columns)
    {
        var active = Array.FindAll(columns, column => _cuts[column].Count > 0);
        if (active.Length == 0)
        {
            return 0;
        }

        double[][] edges = [.. active.Select(column => (double[])[_bounds[column].Low, .. _cuts[column], _bounds[column].High])];
        var cells = edges.Aggregate(1, (product, edge) => product * (edge.Length - 1));
        var (sums, volumes, sizes) = (new double[cells], new double[cells], new double[cells]);
        var weights = _leaves.ConvertAll(leaf => Volume(leaf.Box, active));
        var middle = new double[active.Length];
        for (var cell = 0; cell < cells; cell++)
        {
            sizes[cell] = Locate(cell, edges, middle);
            for (var leaf = 0; leaf < _leaves.Count; leaf++)
            {
                if (Covers(_leaves[leaf].Box, active, middle))
                {
                    sums[cell] += weights[leaf] * _leaves[leaf].Value;
                    volumes[cell] += weights[leaf];
                }
            }
        }

        return Variance([.. sums.Select((sum, cell) => sum / volumes[cell])], [.. sizes.Select((size, cell) => size * volumes[cell])]);
    }

    /// <summary>The middle of the n-th cell, and its size.</summary>
    private static double Locate(int cell, double[][] edges, double[] middle)
    {
        var size = 1.0;
        for (var d = 0; d < edges.Length; d++)
        {
            var position = cell % (edges[d].Length - 1);
            cell /= edges[d].Length - 1;
            middle[d] = 0.5 * (edges[d][position] + edges[d][position + 1]);
            size *= edges[d][position + 1] - edges[d][position];
        }

        return size;
    }

    private static bool Covers((double Low, double High)[] box, int[] active, double[] middle)
    {
        for (var d = 0; d < active.Length; d++)
        {
            if (middle[d] < box[active[d]].Low || middle[d] > box[active[d]].High)
            {
                return false;
            }
        }

        return true;
    }

    private static double Volume((double Low, double High)[] box, int[] without)
    {
        var volume = 1.0;
        for (var column = 0; column < box.Length; column++)
        {
            volume *= without.Contains(column) ? 1 : box[column].High - box[column].Low;
        }

        return volume;
    }

    private static double Variance(double[] values, double[] weights)
    {
        var total = weights.Sum();
        var mean = values.Zip(weights, (value, weight) => value * weight).Sum() / total;
        return values.Zip(weights, (value, weight) => (value - mean) * (value - mean) * weight).Sum() / total;
    }

    private void Visit(RegressionTree tree, int node, (double Low, double High)[] box)
    {
        var feature = tree.Feature[node];
        if (feature < 0)
        {
            _leaves.Add((tree.Value[node], box));
            return;
        }

        var threshold = tree.Threshold[node];
        _cuts[feature].Add(threshold);
        var (left, right) = (box.ToArray(), box.ToArray());
        left[feature].High = threshold;
        right[feature].Low = threshold;
        Visit(tree, tree.Left[node], left);
        Visit(tree, tree.Right[node], right);
    }
}
