using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>
/// Cross-entropy with label smoothing and class weights, as a sum over some rows divided by the weight of all rows of the
/// update: parts of a batch add up to exactly the loss of the whole.
/// </summary>
internal sealed class ClassificationLoss(Hyperparameters hyperparameters, BatchLayout layout)
{
    private readonly IReadOnlyList<double>? _weights = hyperparameters.ClassWeights;

    /// <summary>The weight of rows with these labels: their number, or the sum of their class weights.</summary>
    public double WeightOf(IEnumerable<int> labels) => labels.Sum(l => _weights is null ? 1 : _weights[l]);

    /// <summary>The rows' part of the batch's mean loss.</summary>
    /// <param name="logits">[B, C].</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="batchWeight"><see cref="WeightOf"/> over all rows of the update.</param>
    public Tensor Part(Tensor logits, IReadOnlyList<int> labels, double batchWeight)
    {
        var targets = tensor(labels.Select(l => (long)l).ToArray(), device: layout.Device);
        var weights = _weights is null ? null : tensor(_weights.ToArray(), dtype: layout.Type, device: layout.Device);
        return nn.functional.cross_entropy(
            logits, targets, weights, reduction: nn.Reduction.Sum, label_smoothing: hyperparameters.LabelSmoothing) / batchWeight;
    }
}
