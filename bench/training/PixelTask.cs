using FineTune.Training.Models;
using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training.Bench;

/// <summary>Images that are in memory already: decoding them is not what is measured.</summary>
internal sealed class PixelTask(BenchWork work) : ITrainingTask
{
    private readonly IReadOnlyList<(float[] Pixels, long[] Labels)> _batches = [.. work.Batches.Select(b => (work.Pixels(b), b.Labels.Select(l => (long)l).ToArray()))];

    /// <inheritdoc/>
    public int Count => _batches.Count * BenchWork.BatchSize;

    /// <inheritdoc/>
    public int LengthOf(int row) => 1;

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows) => rows.Length;

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var (pixels, labels) = _batches[rows[0] / BenchWork.BatchSize];
        var images = tensor(pixels, [rows.Length, 3, work.ImageSize, work.ImageSize]);
        return nn.functional.cross_entropy(model.ImageLogits(images, pass), tensor(labels), reduction: nn.Reduction.Sum) / batchWeight;
    }
}
