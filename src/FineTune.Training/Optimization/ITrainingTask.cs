using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>What a model learns from its rows: the loss, in parts that add up to exactly the loss of a whole batch.</summary>
internal interface ITrainingTask
{
    /// <summary>How many rows there are.</summary>
    int Count { get; }

    /// <summary>How many tokens a row has: what it costs, and what rows are grouped by.</summary>
    int LengthOf(int row);

    /// <summary>What the losses of these rows are divided by: their number, the sum of their class weights, or their labelled tokens.</summary>
    double WeightOf(ReadOnlySpan<int> rows);

    /// <summary>The rows' part of a batch's mean loss.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="pass">Dropout and freezing.</param>
    /// <param name="batchWeight"><see cref="WeightOf"/> over all rows of the update.</param>
    Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight);
}
