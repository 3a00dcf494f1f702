namespace FineTune.Training.Similarity;

/// <summary>
/// Log of maximum evidence (You et al. 2021): how well a Bayesian linear model on frozen features explains the labels, without
/// training one. Larger is closer; comparable only for the same rows and labels.
/// </summary>
/// <remarks>
/// For each target column y: y = F·w + noise with w ~ N(0, 1/alpha) and noise ~ N(0, 1/beta); alpha and beta are those that make y
/// most likely. Found by the paper's fixed point on lambda = alpha/beta, run until it settles (the published programs stop early,
/// and the faster one leaves out a term).
/// </remarks>
internal static class LogMe
{
    private const int MaxRounds = 2000;
    private const double Settled = 1e-13;

    /// <summary>Beyond this ratio of alpha to beta the evidence only grows: the features say nothing.</summary>
    private const double LargestRatio = 1e13;

    /// <summary>Mean over the targets of the largest log evidence a row.</summary>
    /// <param name="features">[n, d] features.</param>
    /// <param name="targets">Columns of n values each: one-hot columns of classes, or numbers.</param>
    public static double Score(FeatureMatrix features, IReadOnlyList<double[]> targets)
    {
        var (spectrum, projections) = Decompose(features, targets);
        return targets.Select((target, i) => Evidence(features, spectrum, projections[i], target) / features.Rows).Average();
    }

    /// <summary>The columns that stand for classes: 1 where the row has the class.</summary>
    public static IReadOnlyList<double[]> OneHot(IReadOnlyList<int> labels, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => labels.Select(label => label == c ? 1.0 : 0.0).ToArray())];

    /// <summary>Squared singular values of F above zero, and each target along the left singular vectors; by the smaller of the two products.</summary>
    private static (double[] Spectrum, double[][] Projections) Decompose(FeatureMatrix features, IReadOnlyList<double[]> targets)
    {
        var byRows = features.Rows <= features.Columns;
        var eigen = SymmetricEigen.Of(byRows ? features.RowProducts() : features.ColumnProducts());
        var floor = eigen.Values.Max() * Math.Max(features.Rows, features.Columns) * 2.3e-16;
        var kept = Enumerable.Range(0, eigen.Values.Length).Where(i => eigen.Values[i] > floor).ToArray();
        var projections = targets.Select(target =>
        {
            var turned = byRows ? target : Transposed(features, target);
            return kept.Select(i => Along(eigen.Vectors, i, turned) / (byRows ? 1 : Math.Sqrt(eigen.Values[i]))).ToArray();
        });
        return ([.. kept.Select(i => eigen.Values[i])], [.. projections]);
    }

    private static double[] Transposed(FeatureMatrix features, double[] target)
    {
        var sum = new double[features.Columns];
        for (var row = 0; row < features.Rows; row++)
        {
            FeatureMatrix.Add(sum, target[row], features.Row(row));
        }

        return sum;
    }

    private static double Along(double[,] vectors, int column, double[] target)
    {
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            sum += vectors[i, column] * target[i];
        }

        return sum;
    }

    private static double Evidence(FeatureMatrix features, double[] spectrum, double[] projection, double[] target)
    {
        var (n, d) = ((double)features.Rows, (double)features.Columns);
        var outside = Math.Max(0, target.Sum(y => y * y) - projection.Sum(z => z * z));
        double alpha = 1, beta = 1, ratio = 1, norm = 0, error = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            (norm, error, var gamma) = (0, outside, 0.0);
            for (var i = 0; i < spectrum.Length; i++)
            {
                var (s, z) = (spectrum[i], projection[i]);
                norm += s * z * z / ((ratio + s) * (ratio + s));
                error += z * z / ((1 + (s / ratio)) * (1 + (s / ratio)));
                gamma += s / (s + ratio);
            }

            (alpha, beta) = (gamma / Math.Max(norm, 1e-300), (n - gamma) / Math.Max(error, 1e-300));
            var next = Math.Clamp(alpha / beta, 1 / LargestRatio, LargestRatio);
            if (Math.Abs(next - ratio) <= Settled * ratio)
            {
                break;
            }

            ratio = next;
        }

        var determinant = spectrum.Sum(s => Math.Log(alpha + (beta * s))) + ((d - spectrum.Length) * Math.Log(alpha));
        return (n / 2 * Math.Log(beta)) + (d / 2 * Math.Log(alpha)) - (n / 2 * Math.Log(2 * Math.PI))
            - (beta / 2 * error) - (alpha / 2 * norm) - (determinant / 2);
    }
}
