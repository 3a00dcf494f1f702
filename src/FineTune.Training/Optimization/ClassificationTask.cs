using FineTune.Training.Datasets;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>One class for each row: cross-entropy with label smoothing and class weights.</summary>
internal sealed class ClassificationTask(PreparedSplit split, Hyperparameters hyperparameters) : ITrainingTask
{
    private readonly IReadOnlyList<double>? _weights = ClassBalance.WeightsOf(hyperparameters, split.LabelIds);

    /// <inheritdoc/>
    public int Count => split.Count;

    /// <inheritdoc/>
    public int LengthOf(int row) => split.Length(row);

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += _weights is null ? 1 : _weights[split.LabelIds[row]];
        }

        return sum;
    }

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var tokens = new int[rows.Length][];
        var labels = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            tokens[i] = split.Tokens(rows[i]).ToArray();
            labels[i] = split.LabelIds[rows[i]];
        }

        var logits = model.SequenceLogits(TokenBatch.Create(tokens, split.TypesOf(rows.ToArray()), model.Layout), pass);
        var weights = ClassBalance.Of(_weights, logits);
        return nn.functional.cross_entropy(
            logits, tensor(labels, device: model.Layout.Device), weights, reduction: nn.Reduction.Sum, label_smoothing: hyperparameters.LabelSmoothing) / batchWeight;
    }
}
