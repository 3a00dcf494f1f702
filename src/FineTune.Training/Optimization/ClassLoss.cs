using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>Cross-entropy of one class for each row, with label smoothing and class weights.</summary>
/// <param name="labels">By row of the split, its class.</param>
/// <param name="hyperparameters">Label smoothing and class weights.</param>
internal sealed class ClassLoss(int[] labels, Hyperparameters hyperparameters)
{
    private readonly IReadOnlyList<double>? _weights = ClassBalance.WeightsOf(hyperparameters, labels);

    /// <summary>The sum of the rows' class weights, by which a batch's loss is divided.</summary>
    public double WeightOf(ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += _weights is null ? 1 : _weights[labels[row]];
        }

        return sum;
    }

    /// <summary>The rows' part in the mean loss of their batch.</summary>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="rows">Rows of the split.</param>
    /// <param name="batchWeight"><see cref="WeightOf"/> the whole batch.</param>
    public Tensor Of(Tensor logits, ReadOnlySpan<int> rows, double batchWeight)
    {
        var targets = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            targets[i] = labels[rows[i]];
        }

        return nn.functional.cross_entropy(
            logits, tensor(targets, device: logits.device), ClassBalance.Of(_weights, logits), reduction: nn.Reduction.Sum, label_smoothing: hyperparameters.LabelSmoothing) / batchWeight;
    }
}
