namespace FineTune.Training.Metrics;

/// <summary>Scores of predicted numbers. Not-a-number and infinity are refused.</summary>
public static class RegressionMetrics
{
    /// <summary>The mean squared error.</summary>
    public static double MeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Mean(Differences(truth, predicted), d => d * d);

    /// <summary>The square root of the mean squared error.</summary>
    public static double RootMeanSquaredError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Math.Sqrt(MeanSquaredError(truth, predicted));

    /// <summary>The mean absolute error.</summary>
    public static double MeanAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Mean(Differences(truth, predicted), Math.Abs);

    /// <summary>The median absolute error.</summary>
    public static double MedianAbsoluteError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        var sorted = Differences(truth, predicted).Select(Math.Abs).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The largest absolute error.</summary>
    public static double MaxError(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) => Differences(truth, predicted).Max(Math.Abs);

    /// <summary>The coefficient of determination; of a constant target 1 if perfect, else 0; not a number for one row.</summary>
    public static double R2(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        var residual = Differences(truth, predicted).Sum(d => d * d);
        return truth.Length < 2 ? double.NaN : Explained(residual, SquaredDeviations(truth.ToArray()));
    }

    /// <summary>The part of the target's variance that the prediction explains, a constant offset aside.</summary>
    public static double ExplainedVariance(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted) =>
        Explained(SquaredDeviations(Differences(truth, predicted)), SquaredDeviations(truth.ToArray()));

    private static double Explained(double residual, double total) =>
        total != 0 ? 1 - (residual / total) : residual == 0 ? 1 : 0;

    private static double SquaredDeviations(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean));
    }

    private static double Mean(double[] values, Func<double, double> part) => values.Sum(part) / values.Length;

    private static double[] Differences(ReadOnlySpan<double> truth, ReadOnlySpan<double> predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, truth.Length);
        ArgumentOutOfRangeException.ThrowIfZero(truth.Length);
        var differences = new double[truth.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = truth[i] - predicted[i];
            if (!double.IsFinite(differences[i]))
            {
                throw new ArgumentException($"Row {i} holds a number that is not finite.", nameof(predicted));
            }
        }

        return differences;
    }
}
