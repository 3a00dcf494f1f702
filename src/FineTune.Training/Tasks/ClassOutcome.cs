using FineTune.Training.Datasets;
using FineTune.Training.Metrics;
using FineTune.Training.Models;

namespace FineTune.Training.Tasks;

/// <summary>One class for each row: logits against labels. Of two classes the second is the positive one.</summary>
internal sealed class ClassOutcome : SplitOutcome
{
    /// <summary>What can be measured for any number of classes.</summary>
    public static readonly IReadOnlyList<string> ManyClassMetrics =
    [
        "accuracy", "average_precision_macro", "average_precision_micro", "average_precision_weighted", "balanced_accuracy", "brier_score", "cohen_kappa",
        "expected_calibration_error", "f1_macro", "f1_micro", "f1_weighted", "log_loss", "loss", "matthews_correlation", "precision_macro", "precision_micro",
        "precision_weighted", "recall_macro", "recall_micro", "recall_weighted", "roc_auc_ovo", "roc_auc_ovo_weighted", "roc_auc_ovr", "roc_auc_ovr_weighted",
        "top_3_accuracy", "top_5_accuracy",
    ];

    /// <summary>What is measured of the positive one of two classes.</summary>
    public static readonly IReadOnlyList<string> TwoClassMetrics = ["average_precision", "f1", "precision", "recall", "roc_auc"];

    /// <summary>Above this many classes the areas of all pairs are not measured unasked.</summary>
    private const int FewClasses = 20;

    private const int CalibrationBins = 15;

    private readonly double[][] _probabilities;
    private readonly double[] _losses;
    private readonly IReadOnlyList<int> _labels;
    private readonly int _classes;

    /// <summary>Logits against labels.</summary>
    public ClassOutcome(float[][] logits, IReadOnlyList<int> labels)
        : this(Array.ConvertAll(logits, l => Logits.Softmax(l)), labels, [.. labels.Select((label, row) => -Logits.LogProbability(logits[row], label))], Array.ConvertAll(logits, Logits.Largest))
    {
    }

    /// <summary>Probabilities against labels.</summary>
    public ClassOutcome(double[][] probabilities, IReadOnlyList<int> labels)
        : this(probabilities, labels, [.. labels.Select((label, row) => -Math.Log(probabilities[row][label]))], Array.ConvertAll(probabilities, p => ProbabilityMetrics.ArgMax(p)))
    {
    }

    private ClassOutcome(double[][] probabilities, IReadOnlyList<int> labels, double[] losses, int[] predictions)
    {
        (_probabilities, _labels, _losses, Predictions) = (probabilities, labels, losses, predictions);
        _classes = probabilities.Length == 0 ? 1 : probabilities[0].Length;
        Metrics = [.. ManyClassMetrics.Where(IsWorthwhile), .. _classes == 2 ? TwoClassMetrics : []];
    }

    /// <summary>Why an objective does not suit data with so many labels; null where it does.</summary>
    public static InputProblem? Unsuitable(string objective, PreparedDataset dataset) =>
        dataset.Labels.Length != 2 && TwoClassMetrics.Contains(objective)
            ? new InputProblem("study", "objective", $"'{objective}' is a metric of two labels and the data have {dataset.Labels.Length}.", $"Use {objective switch { "roc_auc" => "roc_auc_ovr", _ => objective + "_macro" }}.")
            : null;

    /// <summary>Runs a classifier of texts over a split.</summary>
    public static ClassOutcome Of(PretrainedModel model, PreparedSplit split) =>
        new(Predictor.Logits(model, split), split.LabelIds);

    /// <summary>The predicted class of each row.</summary>
    public int[] Predictions { get; }

    /// <inheritdoc/>
    public override int Count => _labels.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics { get; }

    /// <inheritdoc/>
    protected override long Effort => (long)Count * _classes;

    /// <inheritdoc/>
    protected override bool CountsWholeRows => true;

    /// <inheritdoc/>
    public override double Measure(string metric, int[] rows) => metric switch
    {
        "loss" => rows.Sum(r => _losses[r]) / rows.Length,
        "accuracy" => Matrix(rows).Accuracy,
        "balanced_accuracy" => Matrix(rows).BalancedAccuracy,
        "cohen_kappa" => Matrix(rows).Kappa(),
        "matthews_correlation" => Matrix(rows).MatthewsCorrelation,
        "f1" => Matrix(rows).Score(1).F,
        "precision" => Matrix(rows).Score(1).Precision,
        "recall" => Matrix(rows).Score(1).Recall,
        _ when MetricAveraging.TryRead(metric, out var part, out var averaging) && part is not "average_precision" => part switch
        {
            "f1" => Matrix(rows).Score(averaging).F,
            "precision" => Matrix(rows).Score(averaging).Precision,
            _ => Matrix(rows).Score(averaging).Recall,
        },
        _ => OfProbabilities(metric, Array.ConvertAll(rows, r => _labels[r]), [.. rows.SelectMany(r => _probabilities[r])]),
    };

    private double OfProbabilities(string metric, int[] truth, double[] probabilities) => metric switch
    {
        "log_loss" => ProbabilityMetrics.LogLoss(truth, probabilities, _classes),
        "brier_score" => _classes == 2 ? ProbabilityMetrics.BrierBinary(truth, probabilities) : ProbabilityMetrics.Brier(truth, probabilities, _classes),
        "expected_calibration_error" => CalibrationError.Of(truth, probabilities, _classes, CalibrationBins).Expected,
        "top_3_accuracy" => ProbabilityMetrics.TopK(truth, probabilities, _classes, 3),
        "top_5_accuracy" => ProbabilityMetrics.TopK(truth, probabilities, _classes, 5),
        "roc_auc_ovo" => RankingMetrics.RocAucOneVersusOne(truth, probabilities, _classes, isWeighted: false),
        "roc_auc_ovo_weighted" => RankingMetrics.RocAucOneVersusOne(truth, probabilities, _classes, isWeighted: true),
        "roc_auc_ovr" => RankingMetrics.RocAucOneVersusRest(truth, probabilities, _classes, isWeighted: false),
        "roc_auc_ovr_weighted" => RankingMetrics.RocAucOneVersusRest(truth, probabilities, _classes, isWeighted: true),
        "roc_auc" => RankingMetrics.RocAuc(Positive(truth), Score(probabilities)),
        "average_precision" => RankingMetrics.AveragePrecision(Positive(truth), Score(probabilities)),
        _ when MetricAveraging.TryRead(metric, out _, out var averaging) => RankingMetrics.AveragePrecision(truth, probabilities, _classes, averaging),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The metric is not known."),
    };

    private static bool[] Positive(int[] truth) => Array.ConvertAll(truth, t => t == 1);

    private static double[] Score(double[] probabilities) => [.. probabilities.Where((_, i) => i % 2 == 1)];

    private ConfusionMatrix Matrix(int[] rows) =>
        new(Array.ConvertAll(rows, r => _labels[r]), Array.ConvertAll(rows, r => Predictions[r]), _classes);

    private bool IsWorthwhile(string metric) =>
        (_classes <= FewClasses || !metric.StartsWith("roc_auc_ovo", StringComparison.Ordinal))
        && (_classes > 3 || metric != "top_3_accuracy") && (_classes > 5 || metric != "top_5_accuracy");
}
