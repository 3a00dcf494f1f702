using FineTune.Training.Datasets;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>A tag for each labelled token: cross-entropy, a mean over the labelled tokens of the whole update.</summary>
internal sealed class TaggingTask(PreparedSplit split, Hyperparameters hyperparameters) : ITrainingTask
{
    private readonly IReadOnlyList<double>? _weights = ClassBalance.WeightsOf(hyperparameters, [.. split.TokenLabels.Where(tag => tag != PreparedSplit.Ignored)]);

    /// <inheritdoc/>
    public int Count => split.Count;

    /// <summary>How many tokens a row has.</summary>
    public int LengthOf(int row) => split.Length(row);

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            foreach (var tag in split.LabelsOfTokens(row))
            {
                sum += tag == PreparedSplit.Ignored ? 0 : _weights?[tag] ?? 1;
            }
        }

        return sum;
    }

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var tokens = new int[rows.Length][];
        var tags = new List<long>();
        for (var i = 0; i < rows.Length; i++)
        {
            tokens[i] = split.Tokens(rows[i]).ToArray();
            foreach (var tag in split.LabelsOfTokens(rows[i]))
            {
                tags.Add(tag);
            }
        }

        var logits = model.TokenLogits(TokenBatch.Create(tokens, null, model.Layout), pass);
        var weights = ClassBalance.Of(_weights, logits);
        return nn.functional.cross_entropy(
            logits, tensor(tags.ToArray(), device: model.Layout.Device), weights, ignore_index: PreparedSplit.Ignored, reduction: nn.Reduction.Sum, label_smoothing: hyperparameters.LabelSmoothing) / Math.Max(batchWeight, double.Epsilon);
    }
}
