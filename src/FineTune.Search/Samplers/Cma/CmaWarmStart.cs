using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Cma;

/// <summary>A first distribution from the best results of an earlier, similar search (Nomura et al. 2021, WS-CMA-ES, arXiv 2012.06932).</summary>
internal static class CmaWarmStart
{
    /// <summary>Mean, step size and covariance of the best share of solutions, widened a little.</summary>
    /// <param name="solutions">Settings in the unit cube with their losses.</param>
    /// <param name="share">The share that counts.</param>
    /// <param name="widening">The deviation that is added around each.</param>
    public static (double[] Mean, double Sigma, double[,] Covariance) Of(IReadOnlyList<(double[] X, double Value)> solutions, double share = 0.1, double widening = 0.1)
    {
        var best = solutions.OrderBy(solution => solution.Value).Take(Math.Max(1, (int)Math.Floor(share * solutions.Count))).Select(solution => solution.X).ToList();
        var n = best[0].Length;
        double[] mean = [.. Enumerable.Range(0, n).Select(i => best.Average(x => x[i]))];
        var covariance = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                covariance[i, j] = (i == j ? widening * widening : 0) + best.Average(x => x[i] * x[j]) - (mean[i] * mean[j]);
            }
        }

        var logDeterminant = SymmetricEigen.Of(covariance).Values.Sum(Math.Log);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                covariance[i, j] /= Math.Exp(logDeterminant / n);
            }
        }

        return (mean, Math.Exp(logDeterminant / 2 / n), covariance);
    }
}
