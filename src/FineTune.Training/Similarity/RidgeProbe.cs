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
    public static RidgeProbe Fit(FeatureMatrix features, double[] targets, double alpha = 1) => new Problem(features, targets).Solve(alpha);

    /// <summary>Fits with the penalty that generalised cross-validation prefers (Golub, Heath and Wahba 1979), of powers of ten.</summary>
    /// <param name="features">[n, d] features.</param>
    /// <param name="targets">n numbers.</param>
    public static RidgeProbe FitByCrossValidation(FeatureMatrix features, double[] targets)
    {
        var problem = new Problem(features, targets);
        return problem.Solve(Enumerable.Range(-2, 9).Select(power => Math.Pow(10, power)).MinBy(problem.CrossValidation));
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

    /// <summary>Centred features and targets in the eigenvectors of FFᵀ, in which every penalty is quickly solved.</summary>
    private sealed class Problem
    {
        private readonly FeatureMatrix _centred;
        private readonly double[] _means;
        private readonly double _mean;
        private readonly (double[] Values, double[,] Vectors) _eigen;
        private readonly double[] _along;

        public Problem(FeatureMatrix features, double[] targets)
        {
            (_means, _) = features.Moments();
            _centred = features.Standardized(_means, [.. _means.Select(_ => 1.0)]);
            _mean = targets.Average();
            var eigen = SymmetricEigen.Of(_centred.RowProducts());
            _eigen = (eigen.Values, eigen.Vectors);
            _along = [.. Enumerable.Range(0, targets.Length).Select(i => targets.Select((target, row) => eigen.Vectors[row, i] * (target - _mean)).Sum())];
        }

        /// <summary>The mean squared residual over the squared share of freedom that is left; the intercept takes one degree.</summary>
        public double CrossValidation(double alpha)
        {
            var (error, freedom) = (0.0, -1.0);
            for (var i = 0; i < _along.Length; i++)
            {
                var left = alpha / (Math.Max(0, _eigen.Values[i]) + alpha);
                error += left * left * _along[i] * _along[i];
                freedom += left;
            }

            return error / Math.Max(freedom * freedom, 1e-12);
        }

        public RidgeProbe Solve(double alpha)
        {
            var weights = new double[_means.Length];
            for (var row = 0; row < _along.Length; row++)
            {
                var dual = 0.0;
                for (var i = 0; i < _along.Length; i++)
                {
                    dual += _eigen.Vectors[row, i] * _along[i] / (_eigen.Values[i] + alpha);
                }

                FeatureMatrix.Add(weights, dual, _centred.Row(row));
            }

            return new RidgeProbe(weights, _mean - FeatureMatrix.Dot(weights, _means));
        }
    }
}
