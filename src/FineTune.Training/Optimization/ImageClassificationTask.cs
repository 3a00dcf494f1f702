using FineTune.Training.Datasets;
using FineTune.Training.Images;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>One class for each image: cross-entropy with label smoothing and class weights, over augmented views.</summary>
internal sealed class ImageClassificationTask(PreparedSplit split, Hyperparameters hyperparameters) : ITrainingTask
{
    private readonly ImageAugmentation _augmentation = ImageAugmentation.Of(hyperparameters);
    private readonly ClassLoss _loss = new(split.LabelIds, hyperparameters);

    /// <inheritdoc/>
    public int Count => split.Count;

    /// <inheritdoc/>
    public int LengthOf(int row) => split.CostOf(row);

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows) => _loss.WeightOf(rows);

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var chosen = rows.ToArray();
        var pixels = ImageBatch.Create(model, chosen.Length, (i, values) => Fill(model.Preprocessing, chosen[i], pass, values));
        return _loss.Of(model.ImageLogits(pixels, pass), rows, batchWeight);
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
