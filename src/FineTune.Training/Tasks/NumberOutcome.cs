using FineTune.Training.Metrics;

namespace FineTune.Training.Tasks;

/// <summary>A predicted number for each row against the true one.</summary>
internal sealed class NumberOutcome(double[] predicted, double[] truth) : SplitOutcome
{
    /// <summary>What can be measured.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["explained_variance", "kendalltau", "loss", "mae", "max_error", "median_absolute_error", "mse", "pearsonr", "r2", "rmse", "spearmanr"];

    /// <inheritdoc/>
    public override int Count => truth.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => Names;

    /// <inheritdoc/>
    protected override long Effort => Count;

    /// <inheritdoc/>
    public override double Measure(string metric, int[] rows)
    {
        var (y, p) = (Array.ConvertAll(rows, r => truth[r]), Array.ConvertAll(rows, r => predicted[r]));
        return !p.All(double.IsFinite) ? double.NaN : metric switch
        {
            "loss" or "mse" => RegressionMetrics.MeanSquaredError(y, p),
            "rmse" => RegressionMetrics.RootMeanSquaredError(y, p),
            "mae" => RegressionMetrics.MeanAbsoluteError(y, p),
            "median_absolute_error" => RegressionMetrics.MedianAbsoluteError(y, p),
            "max_error" => RegressionMetrics.MaxError(y, p),
            "r2" => RegressionMetrics.R2(y, p),
            "explained_variance" => RegressionMetrics.ExplainedVariance(y, p),
            "pearsonr" => rows.Length < 2 ? double.NaN : Correlations.Pearson(y, p),
            "spearmanr" => rows.Length < 2 ? double.NaN : Correlations.Spearman(y, p),
            "kendalltau" => rows.Length < 2 ? double.NaN : Correlations.KendallTauB(y, p),
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The metric is not known."),
        };
    }
}
