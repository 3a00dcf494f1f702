using System.Text.Json;
using FineTune.Training.Tasks;
using FineTune.Training.Tests.Metrics;

namespace FineTune.Training.Tests.Tasks;

/// <summary>The metrics that can be an objective, by their names, against scikit-learn's and seqeval's numbers.</summary>
public sealed class OutcomeGoldenTests
{
    private static readonly Dictionary<string, string> ClassNames = new()
    {
        ["accuracy"] = "accuracy", ["balanced_accuracy"] = "balanced_accuracy", ["matthews_correlation"] = "mcc", ["cohen_kappa"] = "kappa",
        ["f1_macro"] = "f1_macro_zd0", ["f1_micro"] = "f1_micro_zd0", ["f1_weighted"] = "f1_weighted_zd0", ["precision_macro"] = "precision_macro_zd0",
        ["precision_micro"] = "precision_micro_zd0", ["precision_weighted"] = "precision_weighted_zd0", ["recall_macro"] = "recall_macro_zd0",
        ["recall_micro"] = "recall_micro_zd0", ["recall_weighted"] = "recall_weighted_zd0", ["f1"] = "f1_binary_zd0", ["precision"] = "precision_binary_zd0",
        ["recall"] = "recall_binary_zd0", ["log_loss"] = "log_loss", ["loss"] = "log_loss", ["expected_calibration_error"] = "ece_15", ["roc_auc"] = "roc_auc",
        ["roc_auc_ovr"] = "roc_auc_ovr_macro", ["roc_auc_ovr_weighted"] = "roc_auc_ovr_weighted", ["roc_auc_ovo"] = "roc_auc_ovo_macro",
        ["roc_auc_ovo_weighted"] = "roc_auc_ovo_weighted", ["average_precision"] = "average_precision", ["average_precision_macro"] = "average_precision_macro",
        ["average_precision_micro"] = "average_precision_micro", ["average_precision_weighted"] = "average_precision_weighted", ["top_3_accuracy"] = "top_3_accuracy",
        ["top_5_accuracy"] = "top_5_accuracy",
    };

    private static readonly Dictionary<string, string> NumberNames = new()
    {
        ["mse"] = "mse", ["loss"] = "mse", ["rmse"] = "rmse", ["mae"] = "mae", ["median_absolute_error"] = "median_ae", ["r2"] = "r2",
        ["explained_variance"] = "explained_variance", ["max_error"] = "max_error", ["pearsonr"] = "pearson", ["spearmanr"] = "spearman", ["kendalltau"] = "kendall_tau_b",
    };

    [Fact]
    public void Every_metric_of_classes_has_the_value_of_the_library()
    {
        var compared = new HashSet<string>();
        foreach (var golden in MetricGoldens.Cases("classification.json"))
        {
            double[][] probabilities = [.. golden.GetProperty("probabilities").EnumerateArray().Select(MetricGoldens.Numbers)];
            var outcome = new ClassOutcome(probabilities, MetricGoldens.Integers(golden.GetProperty("y_true")));
            foreach (var metric in outcome.Metrics)
            {
                var (key, classes) = (ClassNames.GetValueOrDefault(metric, string.Empty), probabilities[0].Length);
                key = metric == "brier_score" ? classes == 2 ? "brier" : "brier_multiclass" : key;
                if (golden.GetProperty("values").TryGetProperty(key, out var expected) && metric == "expected_calibration_error")
                {
                    expected = expected.GetProperty("ece");
                }

                if (expected.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object) && !(metric == "loss" && ProbabilitiesAreClipped(probabilities)))
                {
                    compared.Add(metric);
                    MetricGoldens.AssertClose(MetricGoldens.Number(expected), outcome.Measure(metric), $"{golden.GetProperty("name")} {metric}");
                }
            }
        }

        Assert.Equal(FineTuningTask.Find("text-classification").Objectives, compared.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_metric_of_numbers_has_the_value_of_the_library()
    {
        foreach (var golden in MetricGoldens.Cases("regression.json"))
        {
            var outcome = new NumberOutcome(MetricGoldens.Numbers(golden.GetProperty("y_pred")), MetricGoldens.Numbers(golden.GetProperty("y_true")));
            var relative = golden.GetProperty("name").GetString() == "large_offset" ? 1e-6 : 1e-10;
            foreach (var metric in outcome.Metrics)
            {
                var expected = golden.GetProperty("values").GetProperty(NumberNames[metric]);
                var isFinite = MetricGoldens.Numbers(golden.GetProperty("y_pred")).All(double.IsFinite);
                MetricGoldens.AssertClose(expected.ValueKind == JsonValueKind.Object || !isFinite ? double.NaN : MetricGoldens.Number(expected), outcome.Measure(metric), $"{golden.GetProperty("name")} {metric}", relative);
            }
        }
    }

    [Fact]
    public void Every_metric_of_tags_has_the_value_of_the_library()
    {
        foreach (var golden in MetricGoldens.Cases("seqeval.json"))
        {
            var outcome = new TagOutcome(Tags(golden, "y_true"), Tags(golden, "y_pred"), null);
            var values = golden.GetProperty("values");
            foreach (var metric in outcome.Metrics.Where(m => m != "loss"))
            {
                var key = metric == "accuracy" ? metric : $"{(metric.Contains('_', StringComparison.Ordinal) ? metric : metric + "_micro")}_zd0";
                MetricGoldens.AssertClose(MetricGoldens.Number(values.GetProperty(key)), outcome.Measure(metric), $"{golden.GetProperty("name")} {metric}");
            }
        }
    }

    [Fact]
    public void Metrics_of_label_sets_follow_from_the_labels_one_by_one()
    {
        // Three rows, two labels: right, one missed, one too many.
        var outcome = new LabelSetOutcome([[2, -1], [-1, -1], [1, 3]], [[1, 0], [0, 1], [1, 0]]);
        Assert.Equal(1.0 / 3, outcome.Measure("accuracy"), 1e-12);
        Assert.Equal(2.0 / 6, outcome.Measure("hamming_loss"), 1e-12);
        Assert.Equal(2.0 * 2 / (3 + 3), outcome.Measure("f1_micro"), 1e-12);
        Assert.Equal((1 + 0) / 2.0, outcome.Measure("f1_macro"), 1e-12);
        Assert.Equal(2.0 / 3, outcome.Measure("f1_weighted"), 1e-12);
        Assert.Equal(1, outcome.Measure("roc_auc_macro") * 1 / 0.625, 1e-12);
        double Cross(double logit, double target) => -Math.Log(1 / (1 + Math.Exp(target > 0 ? -logit : logit)));
        Assert.Equal((Cross(2, 1) + Cross(-1, 0) + Cross(-1, 0) + Cross(-1, 1) + Cross(1, 1) + Cross(3, 0)) / 6, outcome.Measure("loss"), 1e-12);
    }

    private static bool ProbabilitiesAreClipped(double[][] probabilities) => probabilities.Any(row => row.Any(p => p is 0 or 1));

    private static List<string[]> Tags(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(s => s.EnumerateArray().Select(t => t.GetString()!).ToArray())];
}
