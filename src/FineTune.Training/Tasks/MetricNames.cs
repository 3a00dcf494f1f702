namespace FineTune.Training.Tasks;

/// <summary>Names of metrics as Hugging Face and scikit-learn write them, and the direction that each has by nature.</summary>
public static class MetricNames
{
    private static readonly HashSet<string> Minimized = new(StringComparer.Ordinal)
    {
        "brier_score", "expected_calibration_error", "hamming_loss", "log_loss", "loss", "mae", "max_error", "median_absolute_error", "mse", "perplexity", "rmse",
    };

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["ece"] = "expected_calibration_error",
        ["macro_f1"] = "f1_macro",
        ["matthews_corrcoef"] = "matthews_correlation",
        ["mcc"] = "matthews_correlation",
        ["mean_absolute_error"] = "mae",
        ["mean_squared_error"] = "mse",
        ["micro_f1"] = "f1_micro",
        ["pearson"] = "pearsonr",
        ["root_mean_squared_error"] = "rmse",
        ["spearman"] = "spearmanr",
        ["weighted_f1"] = "f1_weighted",
    };

    /// <summary>The name that this product uses: synonyms are resolved and Hugging Face's prefix "eval_" is dropped.</summary>
    public static string Canonical(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bare = name.StartsWith("eval_", StringComparison.Ordinal) ? name["eval_".Length..] : name;
        return Synonyms.GetValueOrDefault(bare, bare);
    }

    /// <summary>Whether more of it is better.</summary>
    public static bool IsMaximized(string name) => !Minimized.Contains(Canonical(name));
}
