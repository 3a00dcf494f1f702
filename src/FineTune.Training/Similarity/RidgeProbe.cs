namespace FineTune.Training.Similarity;

/// <summary>A linear regression on frozen features with an L2 penalty on the weights, not on the intercept.</summary>
internal sealed class RidgeProbe
{
    private readonly double[] _weights;

    private RidgeProbe(double[] weights, double intercept)
    {
        _weights = weights;
        Intercept = intercept;
    }

    /// <summary>The intercept.</summary>
    public double Intercept { get; }

    /// <summary>The norm of the weights.</summary>
    public double WeightNorm => Math.Sqrt(FeatureMatrix.Dot(_weights, _weights));

    /// <summary>Fits by the dual: w = Fᵀ(FFᵀ + alpha)⁻¹y on centred features and targets.</summary>
    /// <param name="features">[n, d] features.</param>
    /// <param name="targets">n numbers.</param>
    /// <param name="alpha">The penalty.</param>
    public static RidgeProbe Fit(FeatureMatrix features, double[] targets, double alpha = 1)
    {
        var (means, _) = features.Moments();
        var centred = features.Standardized(means, [.. means.Select(_ => 1.0)]);
        var mean = targets.Average();
        var eigen = SymmetricEigen.Of(centred.RowProducts());
        var n = features.Rows;
        var weights = new double[features.Columns];
        var dual = new double[n];
        for (var i = 0; i < n; i++)
        {
            var along = 0.0;
            for (var row = 0; row < n; row++)
            {
                along += eigen.Vectors[row, i] * (targets[row] - mean);
            }

            for (var row = 0; row < n; row++)
            {
                dual[row] += eigen.Vectors[row, i] * along / (eigen.Values[i] + alpha);
            }
        }

        for (var row = 0; row < n; row++)
        {
            FeatureMatrix.Add(weights, dual[row], centred.Row(row));
        }

        return new RidgeProbe(weights, mean - FeatureMatrix.Dot(weights, means));
    }

    /// <summary>The share of the targets' variance that the probe explains; below zero it does worse than their mean.</summary>
    public double RSquared(FeatureMatrix features, double[] targets)
    {
        var mean = targets.Average();
        double error = 0, variance = 0;
        for (var row = 0; row < targets.Length; row++)
        {
            var difference = targets[row] - Intercept - FeatureMatrix.Dot(_weights, features.Row(row));
            error += difference * difference;
            variance += (targets[row] - mean) * (targets[row] - mean);
        }

        return variance > 0 ? 1 - (error / variance) : 0;
    }
}
