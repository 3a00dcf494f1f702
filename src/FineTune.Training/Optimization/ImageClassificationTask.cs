using FineTune.Training.Datasets;
using FineTune.Training.Images;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>One class for each image: cross-entropy with label smoothing and class weights, over augmented views.</summary>
internal sealed class ImageClassificationTask(PreparedSplit split, Hyperparameters hyperparameters) : ITrainingTask
{
    private readonly ImageAugmentation _augmentation = ImageAugmentation.Of(hyperparameters);
    private readonly IReadOnlyList<double>? _weights = ClassBalance.WeightsOf(hyperparameters, split.LabelIds);

    /// <inheritdoc/>
    public int Count => split.Count;

    /// <inheritdoc/>
    public int LengthOf(int row) => split.CostOf(row);

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
        var chosen = rows.ToArray();
        var pixels = ImageBatch.Create(model, chosen.Length, (i, values) => Fill(model.Preprocessing, chosen[i], pass, values));
        var labels = tensor(Array.ConvertAll(chosen, row => (long)split.LabelIds[row]), device: model.Layout.Device);
        var logits = model.ImageLogits(pixels, pass);
        return nn.functional.cross_entropy(
            logits, labels, ClassBalance.Of(_weights, logits), reduction: nn.Reduction.Sum, label_smoothing: hyperparameters.LabelSmoothing) / batchWeight;
    }

    private void Fill(ImagePreprocessing preprocessing, int row, ForwardPass pass, Span<float> values)
    {
        var image = split.Images!.Decode(row);
        if (pass.Epoch is not { } epoch || _augmentation.IsNone)
        {
            preprocessing.Apply(image, values);
            return;
        }

        var view = _augmentation.View(epoch, row, image.Width, image.Height);
        if (_augmentation.Crops)
        {
            preprocessing.Apply(image, view, values);
        }
        else
        {
            preprocessing.Apply(image, values, view.IsMirrored);
        }
    }
}
