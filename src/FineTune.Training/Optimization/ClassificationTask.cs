using FineTune.Training.Datasets;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>One class for each row: cross-entropy with label smoothing and class weights.</summary>
internal sealed class ClassificationTask(PreparedSplit split, Hyperparameters hyperparameters) : ITrainingTask
{
    private readonly ClassLoss _loss = new(split.LabelIds, hyperparameters);

    /// <inheritdoc/>
    public int Count => split.Count;

    /// <inheritdoc/>
    public int LengthOf(int row) => split.Length(row);

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows) => _loss.WeightOf(rows);

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var tokens = new int[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            tokens[i] = split.Tokens(rows[i]).ToArray();
        }

        var logits = model.SequenceLogits(TokenBatch.Create(tokens, split.TypesOf(rows.ToArray()), model.Layout), pass);
        return _loss.Of(logits, rows, batchWeight);
    }
}
