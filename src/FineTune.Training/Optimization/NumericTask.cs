using FineTune.Training.Datasets;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>Numbers for each row: the mean over all of them of a regression's squared error, or of the binary cross-entropy of labels that do not exclude each other.</summary>
/// <param name="split">The rows.</param>
/// <param name="isProbability">Whether the numbers are probabilities whose logits the model gives.</param>
/// <param name="smoothing">The share of each probability that goes to yes and no alike.</param>
internal sealed class NumericTask(PreparedSplit split, bool isProbability, double smoothing = 0) : ITrainingTask
{
    /// <inheritdoc/>
    public int Count => split.Count;

    /// <summary>How many tokens a row has.</summary>
    public int LengthOf(int row) => split.Length(row);

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows) => (double)rows.Length * split.TargetWidth;

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var tokens = new int[rows.Length][];
        var targets = new float[rows.Length * split.TargetWidth];
        for (var i = 0; i < rows.Length; i++)
        {
            tokens[i] = split.Tokens(rows[i]).ToArray();
            split.TargetsOf(rows[i]).CopyTo(targets.AsSpan(i * split.TargetWidth));
        }

        var logits = model.SequenceLogits(TokenBatch.Create(tokens, split.TypesOf(rows.ToArray()), model.Layout), pass);
        var wanted = tensor(targets, [rows.Length, split.TargetWidth]).to(logits.dtype, model.Layout.Device);
        wanted = smoothing > 0 ? (wanted * (1 - smoothing)) + (smoothing / 2) : wanted;
        var sum = isProbability
            ? nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction: nn.Reduction.Sum)
            : nn.functional.mse_loss(logits, wanted, nn.Reduction.Sum);
        return sum / batchWeight;
    }
}
