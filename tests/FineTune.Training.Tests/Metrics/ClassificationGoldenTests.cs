using System.Text.Json;
using FineTune.Training.Metrics;
using static FineTune.Training.Tests.Metrics.MetricGoldens;

namespace FineTune.Training.Tests.Metrics;

/// <summary>Every value of every case of classification.json.</summary>
public sealed class ClassificationGoldenTests
{
    public static TheoryData<string> Names => [.. Cases("classification.json").Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_value_equals_scikit_learns(string name)
    {
        var golden = Cases("classification.json").Single(c => c.GetProperty("name").GetString() == name);
        var classes = golden.GetProperty("num_classes").GetInt32();
        var truth = Integers(golden.GetProperty("y_true"));
        var predicted = Integers(golden.GetProperty("y_pred"));
        var probabilities = golden.GetProperty("probabilities").EnumerateArray().SelectMany(Numbers).ToArray();
        var matrix = new ConfusionMatrix(truth, predicted, classes);
        Assert.Equal(predicted, Enumerable.Range(0, truth.Length).Select(r => ProbabilityMetrics.ArgMax(probabilities.AsSpan(r * classes, classes))));
        foreach (var value in golden.GetProperty("values").EnumerateObject())
        {
            if (!FromMatrix(value, matrix) && !FromScores(value, truth, probabilities, classes))
            {
                Assert.Fail($"Nothing computes '{value.Name}'.");
            }
        }
    }

    private static bool FromMatrix(JsonProperty value, ConfusionMatrix matrix)
    {
        Func<double>? compute = value.Name switch
        {
            "accuracy" => () => matrix.Accuracy,
            "balanced_accuracy" => () => matrix.BalancedAccuracy,
            "balanced_accuracy_adjusted" => () => matrix.AdjustedBalancedAccuracy,
            "mcc" => () => matrix.MatthewsCorrelation,
            "kappa" => () => matrix.Kappa(),
            "kappa_linear" => () => matrix.Kappa(KappaWeights.Linear),
            "kappa_quadratic" => () => matrix.Kappa(KappaWeights.Quadratic),
            "kappa_all_labels" => () => matrix.Kappa(KappaWeights.None, allClasses: true),
            "kappa_quadratic_all_labels" => () => matrix.Kappa(KappaWeights.Quadratic, allClasses: true),
            "fbeta_0.5_macro" => () => matrix.Score(Averaging.Macro, 0.5).F,
            "fbeta_2_macro" => () => matrix.Score(Averaging.Macro, 2).F,
            _ => null,
        };
        if (compute is not null)
        {
            AssertEqual(value.Value, compute, value.Name);
            return true;
        }

        if (value.Name == "confusion_matrix")
        {
            Assert.Equal(value.Value.EnumerateArray().SelectMany(Integers), Enumerable.Range(0, matrix.Classes * matrix.Classes).Select(i => (int)matrix[i / matrix.Classes, i % matrix.Classes]));
            return true;
        }

        return Averages(value, matrix);
    }

    private static bool Averages(JsonProperty value, ConfusionMatrix matrix)
    {
        var at = value.Name.LastIndexOf("_zd", StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        var zero = value.Name[(at + 3)..] switch { "0" => ZeroDivision.Zero, "1" => ZeroDivision.One, _ => ZeroDivision.NaN };
        var name = value.Name[..at];
        if (name == "per_class")
        {
            PerClass(value.Value, matrix, zero);
            return true;
        }

        var dash = name.IndexOf('_', StringComparison.Ordinal);
        var score = name[(dash + 1)..] switch
        {
            "micro" => matrix.Score(Averaging.Micro, 1, zero),
            "macro" => matrix.Score(Averaging.Macro, 1, zero),
            "weighted" => matrix.Score(Averaging.Weighted, 1, zero),
            "macro_all_labels" => matrix.Score(Averaging.Macro, 1, zero, allClasses: true),
            _ => matrix.Score(1, 1, zero),
        };
        AssertEqual(value.Value, () => name[..dash] switch { "f1" => score.F, "precision" => score.Precision, _ => score.Recall }, value.Name);
        return true;
    }

    private static void PerClass(JsonElement expected, ConfusionMatrix matrix, ZeroDivision zero)
    {
        for (var c = 0; c < matrix.Classes; c++)
        {
            var score = matrix.Score(c, 1, zero);
            AssertEqual(expected.GetProperty("precision")[c], () => score.Precision, "precision");
            AssertEqual(expected.GetProperty("recall")[c], () => score.Recall, "recall");
            AssertEqual(expected.GetProperty("f1")[c], () => score.F, "f1");
            Assert.Equal((long)expected.GetProperty("support")[c].GetDouble(), score.Support);
        }
    }

    private static bool FromScores(JsonProperty value, int[] truth, double[] p, int classes)
    {
        var positive = Array.ConvertAll(truth, y => y == 1);
        double[] Second() => [.. p.Where((_, i) => i % classes == 1)];
        Func<double>? compute = value.Name switch
        {
            "log_loss" or "log_loss_formula" => () => ProbabilityMetrics.LogLoss(truth, p, classes),
            "brier" => () => ProbabilityMetrics.BrierBinary(truth, p),
            "brier_multiclass" => () => ProbabilityMetrics.Brier(truth, p, classes),
            "roc_auc" => () => RankingMetrics.RocAuc(positive, Second()),
            "average_precision" => () => RankingMetrics.AveragePrecision(positive, Second()),
            "roc_auc_ovr_macro" => () => RankingMetrics.RocAucOneVersusRest(truth, p, classes, isWeighted: false),
            "roc_auc_ovr_weighted" => () => RankingMetrics.RocAucOneVersusRest(truth, p, classes, isWeighted: true),
            "roc_auc_ovo_macro" => () => RankingMetrics.RocAucOneVersusOne(truth, p, classes, isWeighted: false),
            "roc_auc_ovo_weighted" => () => RankingMetrics.RocAucOneVersusOne(truth, p, classes, isWeighted: true),
            "average_precision_macro" => () => RankingMetrics.AveragePrecision(truth, p, classes, Averaging.Macro),
            "average_precision_micro" => () => RankingMetrics.AveragePrecision(truth, p, classes, Averaging.Micro),
            "average_precision_weighted" => () => RankingMetrics.AveragePrecision(truth, p, classes, Averaging.Weighted),
            _ => null,
        };
        if (compute is not null)
        {
            AssertEqual(value.Value, compute, value.Name);
            return true;
        }

        return Lists(value, truth, p, classes, positive, Second);
    }

    private static bool Lists(JsonProperty value, int[] truth, double[] p, int classes, bool[] positive, Func<double[]> second)
    {
        var parts = value.Name.Split('_');
        if (value.Name == "roc_curve")
        {
            var curve = RankingMetrics.Roc(positive, second());
            AssertList(value.Value.GetProperty("fpr"), curve.FalsePositiveRates, "fpr");
            AssertList(value.Value.GetProperty("tpr"), curve.TruePositiveRates, "tpr");
            AssertList(value.Value.GetProperty("thresholds"), curve.Thresholds, "thresholds");
            return true;
        }

        if (value.Name == "roc_auc_ovr_per_class")
        {
            AssertList(value.Value, RankingMetrics.RocAucOneVersusRest(truth, p, classes), value.Name);
            return true;
        }

        if (parts is ["top", var k, "accuracy"])
        {
            AssertEqual(value.Value, () => ProbabilityMetrics.TopK(truth, p, classes, int.Parse(k, System.Globalization.CultureInfo.InvariantCulture)), value.Name);
            return true;
        }

        if (parts is ["ece", var bins])
        {
            var error = CalibrationError.Of(truth, p, classes, int.Parse(bins, System.Globalization.CultureInfo.InvariantCulture));
            AssertEqual(value.Value.GetProperty("ece"), () => error.Expected, value.Name);
            AssertEqual(value.Value.GetProperty("mce"), () => error.Maximum, value.Name);
            AssertList(value.Value.GetProperty("bins"), [.. error.Bins.SelectMany(b => new double[] { b.Index, b.Count, b.Accuracy, b.Confidence })], value.Name);
            return true;
        }

        return false;
    }

    private static void AssertList(JsonElement expected, IReadOnlyList<double> actual, string what)
    {
        var numbers = expected.EnumerateArray().SelectMany(e => e.ValueKind == JsonValueKind.Array ? Numbers(e) : [Number(e)]).ToArray();
        Assert.Equal(numbers.Length, actual.Count);
        for (var i = 0; i < numbers.Length; i++)
        {
            AssertClose(numbers[i], actual[i], $"{what}[{i}]");
        }
    }
}
