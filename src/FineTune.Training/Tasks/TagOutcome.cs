using FineTune.Training.Datasets;
using FineTune.Training.Metrics;
using FineTune.Training.Models;

namespace FineTune.Training.Tasks;

/// <summary>Tags of the labelled tokens of each row: predicted against true. F1, precision and recall are those of whole entities, as seqeval counts them.</summary>
internal sealed class TagOutcome : SplitOutcome
{
    /// <summary>What can be measured.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["accuracy", "f1", "f1_macro", "f1_weighted", "loss", "precision", "precision_macro", "precision_weighted", "recall", "recall_macro", "recall_weighted"];

    private readonly IReadOnlyList<string[]> _truth;
    private readonly IReadOnlyList<string[]> _predicted;
    private readonly IReadOnlyList<double>? _losses;

    /// <summary>Tags against tags.</summary>
    /// <param name="truth">The true tags of each row.</param>
    /// <param name="predicted">The predicted ones.</param>
    /// <param name="losses">Each row's summed negative log-likelihood; null where it is not known.</param>
    public TagOutcome(IReadOnlyList<string[]> truth, IReadOnlyList<string[]> predicted, IReadOnlyList<double>? losses) =>
        (_truth, _predicted, _losses) = (truth, predicted, losses);

    /// <summary>Runs a tagger over a split.</summary>
    public static TagOutcome Of(PretrainedModel model, IReadOnlyList<string> labels, PreparedSplit split)
    {
        var (truth, predicted, losses) = (new List<string[]>(), new List<string[]>(), new List<double>());
        var logits = Predictor.TokenLogits(model, split);
        for (var row = 0; row < split.Count; row++)
        {
            var places = Places(split, row);
            var loss = 0.0;
            foreach (var i in places)
            {
                loss -= Logits.LogProbability(logits[row][i], split.LabelsOfTokens(row)[i]);
            }

            var scores = logits[row];
            truth.Add(Array.ConvertAll(places, i => labels[split.LabelsOfTokens(row)[i]]));
            predicted.Add(Array.ConvertAll(places, i => labels[Logits.Largest(scores[i])]));
            losses.Add(loss);
        }

        return new TagOutcome(truth, predicted, losses);
    }

    /// <inheritdoc/>
    public override int Count => _truth.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => Names;

    /// <inheritdoc/>
    protected override long Effort => 20L * _truth.Sum(t => t.Length);

    /// <inheritdoc/>
    public override double Measure(string metric, int[] rows) => metric switch
    {
        "loss" => _losses is null ? double.NaN : rows.Sum(r => _losses[r]) / rows.Sum(r => (double)_truth[r].Length),
        "accuracy" => SpanMetrics.TagAccuracy([.. rows.Select(r => _truth[r])], [.. rows.Select(r => _predicted[r])]),
        "f1" => Spans(rows).Score(Averaging.Micro).F,
        "precision" => Spans(rows).Score(Averaging.Micro).Precision,
        "recall" => Spans(rows).Score(Averaging.Micro).Recall,
        _ when MetricAveraging.TryRead(metric, out var part, out var averaging) => part switch
        {
            "f1" => Spans(rows).Score(averaging).F,
            "precision" => Spans(rows).Score(averaging).Precision,
            _ => Spans(rows).Score(averaging).Recall,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The metric is not known."),
    };

    private static int[] Places(PreparedSplit split, int row)
    {
        var labels = split.LabelsOfTokens(row).ToArray();
        return [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != PreparedSplit.Ignored)];
    }

    private SpanMetrics Spans(int[] rows) => new(SpanMetrics.Read(rows.Select(r => _truth[r])), SpanMetrics.Read(rows.Select(r => _predicted[r])));
}
