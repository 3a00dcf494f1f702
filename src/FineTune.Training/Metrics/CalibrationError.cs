namespace FineTune.Training.Metrics;

/// <summary>How far confidence and accuracy are apart, by bins of equal width. (Guo et al., 2017.)</summary>
/// <param name="Expected">The mean distance, weighted by rows.</param>
/// <param name="Maximum">The largest distance.</param>
/// <param name="Bins">The bins that hold rows.</param>
public sealed record CalibrationError(double Expected, double Maximum, IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>Measures.</summary>
    /// <param name="truth">The true class of each row.</param>
    /// <param name="probabilities">Row-major, <paramref name="classes"/> numbers a row.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="bins">The number of bins; bin m holds confidences in (m/bins, (m+1)/bins].</param>
    public static CalibrationError Of(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int bins)
    {
        var (counts, hits, confidences) = (new int[bins], new int[bins], new double[bins]);
        for (var row = 0; row < truth.Length; row++)
        {
            var best = ProbabilityMetrics.ArgMax(probabilities.Slice(row * classes, classes));
            var confidence = probabilities[(row * classes) + best];
            var bin = Math.Clamp((int)Math.Ceiling(confidence * bins) - 1, 0, bins - 1);
            counts[bin]++;
            hits[bin] += best == truth[row] ? 1 : 0;
            confidences[bin] += confidence;
        }

        var filled = Enumerable.Range(0, bins).Where(b => counts[b] > 0)
            .Select(b => new CalibrationBin(b, counts[b], (double)hits[b] / counts[b], confidences[b] / counts[b])).ToArray();
        var rows = (double)truth.Length;
        return new CalibrationError(
            filled.Sum(b => b.Count / rows * Math.Abs(b.Accuracy - b.Confidence)),
            filled.Max(b => Math.Abs(b.Accuracy - b.Confidence)),
            filled);
    }
}
