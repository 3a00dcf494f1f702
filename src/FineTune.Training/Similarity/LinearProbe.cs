namespace FineTune.Training.Similarity;

/// <summary>A linear classifier on frozen features: multinomial logistic regression with an L2 penalty on the weights, not on the intercept.</summary>
/// <remarks>Minimises the sum of cross-entropies + |W|²/(2C), as scikit-learn's LogisticRegression does.</remarks>
internal sealed class LinearProbe
{
    private const double Tolerance = 1e-5;
    private readonly double[] _weights;
    private readonly int _classes;

    private LinearProbe(double[] weights, int classes, double objective)
    {
        _weights = weights;
        _classes = classes;
        Objective = objective;
    }

    /// <summary>The minimum that was reached.</summary>
    public double Objective { get; }

    /// <summary>Fits a probe.</summary>
    /// <param name="features">[n, d] features.</param>
    /// <param name="labels">n classes.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="c">C: the larger, the weaker the penalty.</param>
    public static LinearProbe Fit(FeatureMatrix features, IReadOnlyList<int> labels, int classes, double c = 1)
    {
        var weights = new double[classes * (features.Columns + 1)];
        var objective = Lbfgs.Minimize(weights, (point, gradient) => Loss(features, labels, classes, c, point, gradient), Tolerance);
        return new LinearProbe(weights, classes, objective);
    }

    /// <summary>The probabilities of one row's classes.</summary>
    public double[] Probabilities(ReadOnlySpan<double> row)
    {
        var probabilities = new double[_classes];
        Softmax(row, _weights, probabilities);
        return probabilities;
    }

    /// <summary>The most probable class of each row.</summary>
    public int[] Predict(FeatureMatrix features)
    {
        var classes = new int[features.Rows];
        for (var row = 0; row < classes.Length; row++)
        {
            var probabilities = Probabilities(features.Row(row));
            classes[row] = Array.IndexOf(probabilities, probabilities.Max());
        }

        return classes;
    }

    /// <summary>Class c's weights lie at c·(d+1), its intercept behind them.</summary>
    private static double Loss(FeatureMatrix features, IReadOnlyList<int> labels, int classes, double c, double[] weights, double[] gradient)
    {
        var width = features.Columns + 1;
        var probabilities = new double[classes];
        var loss = 0.0;
        for (var i = 0; i < gradient.Length; i++)
        {
            var isIntercept = i % width == features.Columns;
            gradient[i] = isIntercept ? 0 : weights[i] / c;
            loss += isIntercept ? 0 : weights[i] * weights[i] / (2 * c);
        }

        for (var row = 0; row < features.Rows; row++)
        {
            var x = features.Row(row);
            loss -= Softmax(x, weights, probabilities, labels[row]);
            for (var k = 0; k < classes; k++)
            {
                var error = probabilities[k] - (k == labels[row] ? 1 : 0);
                FeatureMatrix.Add(gradient.AsSpan(k * width, features.Columns), error, x);
                gradient[(k * width) + features.Columns] += error;
            }
        }

        return loss;
    }

    /// <summary>Writes the probabilities; returns the logarithm of the wanted one.</summary>
    private static double Softmax(ReadOnlySpan<double> row, double[] weights, double[] probabilities, int wanted = 0)
    {
        for (var k = 0; k < probabilities.Length; k++)
        {
            var own = weights.AsSpan(k * (row.Length + 1), row.Length + 1);
            probabilities[k] = FeatureMatrix.Dot(row, own[..^1]) + own[^1];
        }

        var highest = probabilities.Max();
        var logSum = highest + Math.Log(probabilities.Sum(p => Math.Exp(p - highest)));
        var logWanted = probabilities[wanted] - logSum;
        for (var k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] = Math.Exp(probabilities[k] - logSum);
        }

        return logWanted;
    }
}
