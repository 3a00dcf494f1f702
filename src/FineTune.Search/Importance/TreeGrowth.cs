using FineTune.Search.Samplers;

namespace FineTune.Search.Importance;

/// <summary>Grows a regression tree (CART) that halves the squared error greedily until each leaf is pure or a single row.</summary>
internal sealed class TreeGrowth
{
    /// <summary>Values closer than this cannot be split apart (scikit-learn's rule).</summary>
    private const float Indistinct = 1e-7f;

    private readonly float[][] _columns;
    private readonly double[] _targets;
    private readonly double[] _weights;
    private readonly int _mostDepth;
    private readonly List<(int Feature, double Threshold, int Left, int Right, double Value, int Rows)> _nodes = [];
    private readonly double[] _decrease;
    private readonly int[] _features;
    private CounterRandom? _random;

    private TreeGrowth(float[][] columns, double[] targets, double[] weights, int mostDepth, CounterRandom? random)
    {
        (_columns, _targets, _weights, _mostDepth, _random) = (columns, targets, weights, mostDepth, random);
        _decrease = new double[columns.Length];
        _features = [.. Enumerable.Range(0, columns.Length)];
    }

    /// <summary>A tree over the rows with a weight above zero.</summary>
    /// <param name="columns">Inputs by column and row.</param>
    /// <param name="targets">Targets by row.</param>
    /// <param name="weights">Weights by row, e.g. how often a bootstrap has drawn it.</param>
    /// <param name="mostDepth">The greatest depth.</param>
    /// <param name="random">Decides between columns that split a node equally well, else the first is taken. Nodes of few rows have many such columns.</param>
    public static RegressionTree Grow(float[][] columns, double[] targets, double[] weights, int mostDepth, CounterRandom? random = null)
    {
        var growth = new TreeGrowth(columns, targets, weights, mostDepth, random);
        growth.Node([.. Enumerable.Range(0, targets.Length).Where(row => weights[row] > 0)], 0);
        var nodes = growth._nodes;
        return new RegressionTree(
            [.. nodes.Select(node => node.Feature)], [.. nodes.Select(node => node.Threshold)],
            [.. nodes.Select(node => node.Left)], [.. nodes.Select(node => node.Right)], [.. nodes.Select(node => node.Value)])
        {
            Decrease = growth._decrease,
            Rows = [.. nodes.Select(node => node.Rows)],
        };
    }

    /// <summary>A bootstrap: how often each row is drawn.</summary>
    public static double[] Bootstrap(int rows, ref CounterRandom random)
    {
        var weights = new double[rows];
        for (var draw = 0; draw < rows; draw++)
        {
            weights[random.NextIndex(rows)]++;
        }

        return weights;
    }

    private int Node(int[] rows, int depth)
    {
        var (weight, sum, squares) = (0.0, 0.0, 0.0);
        foreach (var row in rows)
        {
            weight += _weights[row];
            sum += _weights[row] * _targets[row];
            squares += _weights[row] * _targets[row] * _targets[row];
        }

        var index = _nodes.Count;
        _nodes.Add((-1, 0, -1, -1, sum / weight, rows.Length));
        var impurity = (squares / weight) - (sum / weight * (sum / weight));
        if (depth >= _mostDepth || rows.Length < 2 || impurity <= double.BitIncrement(1) - 1 || Split(rows, weight, sum) is not var (feature, threshold, gain))
        {
            return index;
        }

        _decrease[feature] += gain - (sum * sum / weight);
        var left = Node(Array.FindAll(rows, row => _columns[feature][row] <= threshold), depth + 1);
        var right = Node(Array.FindAll(rows, row => _columns[feature][row] > threshold), depth + 1);
        _nodes[index] = (feature, threshold, left, right, sum / weight, rows.Length);
        return index;
    }

    private int[] Order()
    {
        if (_random is { } random)
        {
            for (var i = _features.Length - 1; i > 0; i--)
            {
                var j = random.NextIndex(i + 1);
                (_features[i], _features[j]) = (_features[j], _features[i]);
            }

            _random = random;
        }

        return _features;
    }

    private (int Feature, double Threshold, double Gain)? Split(int[] rows, double weight, double sum)
    {
        (int, double, double)? best = null;
        var bestGain = double.NegativeInfinity;
        var keys = new float[rows.Length];
        foreach (var feature in Order())
        {
            var column = _columns[feature];
            var order = rows.ToArray();
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = column[order[i]];
            }

            Array.Sort(keys, order);
            var (leftWeight, leftSum) = (0.0, 0.0);
            for (var i = 1; i < keys.Length; i++)
            {
                leftWeight += _weights[order[i - 1]];
                leftSum += _weights[order[i - 1]] * _targets[order[i - 1]];
                if (keys[i] <= keys[i - 1] + Indistinct)
                {
                    continue;
                }

                var rightSum = sum - leftSum;
                var gain = (leftSum * leftSum / leftWeight) + (rightSum * rightSum / (weight - leftWeight));
                if (gain > bestGain)
                {
                    bestGain = gain;
                    best = (feature, ((double)keys[i - 1] / 2) + ((double)keys[i] / 2), gain);
                }
            }
        }

        return best;
    }
}
