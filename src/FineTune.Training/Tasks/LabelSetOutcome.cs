using FineTune.Training.Metrics;

namespace FineTune.Training.Tasks;

/// <summary>A yes or no for each label of each row: logits against targets. A label is predicted where its probability is above one half.</summary>
/// <param name="logits">[rows][labels].</param>
/// <param name="targets">[rows][labels], 1 for the labels that a row has.</param>
internal sealed class LabelSetOutcome(float[][] logits, float[][] targets) : SplitOutcome
{
    /// <summary>What can be measured. Accuracy asks for the whole set; areas are means over the labels that both occur and are missing.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "accuracy", "average_precision_macro", "average_precision_micro", "f1_macro", "f1_micro", "f1_weighted", "hamming_loss", "loss", "precision_macro",
        "precision_micro", "precision_weighted", "recall_macro", "recall_micro", "recall_weighted", "roc_auc_macro", "roc_auc_micro",
    ];

    private int Labels => targets.Length == 0 ? 0 : targets[0].Length;

    /// <inheritdoc/>
    public override int Count => targets.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => Names;

    /// <inheritdoc/>
    protected override long Effort => (long)Count * Labels;

    /// <inheritdoc/>
    protected override bool CountsWholeRows => true;

    /// <inheritdoc/>
    public override double Measure(string metric, int[] rows) => metric switch
    {
        "loss" => rows.Sum(r => Enumerable.Range(0, Labels).Sum(l => CrossEntropy(logits[r][l], targets[r][l]))) / ((double)rows.Length * Labels),
        "accuracy" => (double)rows.Count(r => Enumerable.Range(0, Labels).All(l => IsPredicted(r, l) == IsTrue(r, l))) / rows.Length,
        "hamming_loss" => (double)rows.Sum(r => Enumerable.Range(0, Labels).Count(l => IsPredicted(r, l) != IsTrue(r, l))) / ((double)rows.Length * Labels),
        "roc_auc_macro" => Mean(l => RankingMetrics.RocAuc(Truth(rows, l), Scores(rows, l))),
        "roc_auc_micro" => RankingMetrics.RocAuc(All(rows, IsTrue), All(rows, (r, l) => (double)logits[r][l])),
        "average_precision_macro" => Mean(l => RankingMetrics.AveragePrecision(Truth(rows, l), Scores(rows, l))),
        "average_precision_micro" => RankingMetrics.AveragePrecision(All(rows, IsTrue), All(rows, (r, l) => (double)logits[r][l])),
        _ when MetricAveraging.TryRead(metric, out var part, out var averaging) => OfCounts(part, averaging, rows),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The metric is not known."),
    };

    private double OfCounts(string part, Averaging averaging, int[] rows)
    {
        var counts = Enumerable.Range(0, Labels).Select(l => (
            Hits: rows.Count(r => IsPredicted(r, l) && IsTrue(r, l)), Predicted: rows.Count(r => IsPredicted(r, l)), Actual: rows.Count(r => IsTrue(r, l)))).ToArray();
        double Part(ClassScore score) => part switch { "f1" => score.F, "precision" => score.Precision, _ => score.Recall };
        if (averaging == Averaging.Micro)
        {
            return Part(ClassScore.Of(counts.Sum(c => c.Hits), counts.Sum(c => c.Predicted), counts.Sum(c => c.Actual), 1, ZeroDivision.Zero));
        }

        var each = Array.ConvertAll(counts, c => Part(ClassScore.Of(c.Hits, c.Predicted, c.Actual, 1, ZeroDivision.Zero)));
        var support = counts.Sum(c => c.Actual);
        return averaging == Averaging.Macro ? each.Average() : support == 0 ? 0 : each.Zip(counts, (value, c) => value * c.Actual).Sum() / support;
    }

    /// <summary>log(1 + e^-|x|) + max(x, 0) - x·y: the cross-entropy without overflow.</summary>
    private static double CrossEntropy(double logit, double target) => Math.Max(logit, 0) - (logit * target) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));

    private bool IsPredicted(int row, int label) => logits[row][label] > 0;

    private bool IsTrue(int row, int label) => targets[row][label] > 0.5f;

    private bool[] Truth(int[] rows, int label) => Array.ConvertAll(rows, r => IsTrue(r, label));

    private double[] Scores(int[] rows, int label) => Array.ConvertAll(rows, r => (double)logits[r][label]);

    private T[] All<T>(int[] rows, Func<int, int, T> of) => [.. rows.SelectMany(r => Enumerable.Range(0, Labels).Select(l => of(r, l)))];

    private double Mean(Func<int, double> of)
    {
        var defined = Enumerable.Range(0, Labels).Select(of).Where(v => !double.IsNaN(v)).ToArray();
        return defined.Length == 0 ? double.NaN : defined.Average();
    }
}
