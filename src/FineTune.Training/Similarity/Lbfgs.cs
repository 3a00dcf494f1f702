namespace FineTune.Training.Similarity;

/// <summary>Minimises a smooth convex function: limited-memory BFGS (Liu and Nocedal 1989) with a line search for the weak Wolfe conditions.</summary>
internal static class Lbfgs
{
    private const int Memory = 10;
    private const int MaxIterations = 1000;
    private const int MaxHalvings = 40;
    private const double SufficientDecrease = 1e-4;
    private const double Curvature = 0.9;

    /// <summary>Moves a point to the minimum.</summary>
    /// <param name="point">The start; afterwards the minimum.</param>
    /// <param name="valueAndGradient">Computes the value at a point and writes the gradient.</param>
    /// <param name="tolerance">Ends when no element of the gradient is larger.</param>
    /// <returns>The value at the minimum.</returns>
    public static double Minimize(double[] point, Func<double[], double[], double> valueAndGradient, double tolerance)
    {
        var gradient = new double[point.Length];
        var value = valueAndGradient(point, gradient);
        var pairs = new List<(double[] Step, double[] Change, double Product)>();
        for (var iteration = 0; iteration < MaxIterations && gradient.Max(Math.Abs) > tolerance; iteration++)
        {
            var direction = Direction(gradient, pairs);
            var slope = FeatureMatrix.Dot(direction, gradient);
            var start = pairs.Count == 0 ? 1 / Math.Sqrt(FeatureMatrix.Dot(gradient, gradient)) : 1;
            var (nextPoint, nextGradient, nextValue) = Search(point, direction, value, slope, start, valueAndGradient);
            var step = nextPoint.Zip(point, (a, b) => a - b).ToArray();
            var change = nextGradient.Zip(gradient, (a, b) => a - b).ToArray();
            var product = FeatureMatrix.Dot(step, change);
            nextPoint.CopyTo(point, 0);
            if (product <= 0 || nextValue >= value)
            {
                return Math.Min(value, nextValue);
            }

            pairs.Add((step, change, product));
            if (pairs.Count > Memory)
            {
                pairs.RemoveAt(0);
            }

            (gradient, value) = (nextGradient, nextValue);
        }

        return value;
    }

    /// <summary>The two-loop recursion: minus the gradient times the inverse Hessian's estimate.</summary>
    private static double[] Direction(double[] gradient, List<(double[] Step, double[] Change, double Product)> pairs)
    {
        var direction = gradient.Select(g => -g).ToArray();
        var weights = new double[pairs.Count];
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            weights[i] = FeatureMatrix.Dot(pairs[i].Step, direction) / pairs[i].Product;
            FeatureMatrix.Add(direction, -weights[i], pairs[i].Change);
        }

        if (pairs.Count > 0)
        {
            var scale = pairs[^1].Product / FeatureMatrix.Dot(pairs[^1].Change, pairs[^1].Change);
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] *= scale;
            }
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            FeatureMatrix.Add(direction, weights[i] - (FeatureMatrix.Dot(pairs[i].Change, direction) / pairs[i].Product), pairs[i].Step);
        }

        return direction;
    }

    /// <summary>Bisection between a step that is too long and one that is too short; the longest that lowers the value where none fits both conditions.</summary>
    private static (double[] Point, double[] Gradient, double Value) Search(
        double[] from, double[] direction, double value, double slope, double length, Func<double[], double[], double> valueAndGradient)
    {
        var (low, high) = (0.0, double.PositiveInfinity);
        var point = new double[from.Length];
        var gradient = new double[from.Length];
        var reached = value;
        for (var i = 0; i < MaxHalvings; i++)
        {
            from.CopyTo(point, 0);
            FeatureMatrix.Add(point, length, direction);
            reached = valueAndGradient(point, gradient);
            if (!(reached <= value + (SufficientDecrease * length * slope)))
            {
                high = length;
            }
            else if (FeatureMatrix.Dot(gradient, direction) < Curvature * slope)
            {
                low = length;
            }
            else
            {
                break;
            }

            length = double.IsFinite(high) ? (low + high) / 2 : 2 * low;
        }

        return (point, gradient, reached);
    }
}
