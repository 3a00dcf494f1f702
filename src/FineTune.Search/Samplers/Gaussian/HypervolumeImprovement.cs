using FineTune.Search.Numerics;
using FineTune.Search.Objectives;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Log expected improvement of the hypervolume, by sampling (Daulton et al. 2020; Ament et al. 2023): one process for each objective.</summary>
internal sealed class HypervolumeImprovement
{
    private const double Least = 1e-12;

    private readonly GaussianProcess[] _processes;
    private readonly double[][] _normals;
    private readonly (double[] Low, double[] Width)[] _boxes;

    /// <summary>An acquisition over a front.</summary>
    /// <param name="processes">The processes by objective, larger values are better.</param>
    /// <param name="observed">The observed values by trial and objective, larger is better.</param>
    /// <param name="reference">The reference point, smaller is better (the negative of what is larger).</param>
    /// <param name="normals">Standard normal numbers by sample and objective.</param>
    public HypervolumeImprovement(GaussianProcess[] processes, IReadOnlyList<double[]> observed, double[] reference, double[][] normals)
    {
        (_processes, _normals) = (processes, normals);

        // Seen from above: a box between two losses is one between the negatives, which reaches up without end.
        _boxes = [.. NonDominatedBoxes.Of([.. observed.Select(values => values.Select(value => -value).ToArray())], reference)
            .Select(box => (box.High.Select(high => -high).ToArray(), box.High.Zip(box.Low, (high, low) => high - low).ToArray()))];
    }

    /// <summary>The logarithm of the expected improvement at a point.</summary>
    public double Log(double[] point)
    {
        var predictions = Array.ConvertAll(_processes, process => process.Predict(point));
        var deviations = Array.ConvertAll(predictions, prediction => Math.Sqrt(prediction.Variance + Least));
        var total = double.NegativeInfinity;
        foreach (var sample in _normals)
        {
            foreach (var (low, width) in _boxes)
            {
                var log = 0.0;
                for (var objective = 0; objective < low.Length; objective++)
                {
                    var value = predictions[objective].Mean + (deviations[objective] * sample[objective]);
                    log += Math.Log(Math.Min(Math.Max(value - low[objective], Least), width[objective]));
                }

                total = SmallDifferences.LogAddExp(total, log);
            }
        }

        return total - Math.Log(_normals.Length);
    }
}
