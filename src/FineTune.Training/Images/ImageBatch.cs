using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Images;

/// <summary>Images as a model takes them in: [B, 3, height, width] in its type on its device.</summary>
internal static class ImageBatch
{
    /// <summary>Writes the values of one image, [3, height, width].</summary>
    public delegate void FillImage(int index, Span<float> values);

    /// <summary>Makes a batch; images are decoded and resized side by side on as many threads as the calling thread's operations use.</summary>
    public static Tensor Create(PretrainedModel model, int count, FillImage fill)
    {
        var (width, height) = (model.Preprocessing.Width, model.Preprocessing.Height);
        var size = RgbImage.Channels * height * width;
        var values = new float[count * size];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, get_num_threads()) };
        try
        {
            Parallel.For(0, count, threads, i => fill(i, values.AsSpan(i * size, size)));
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<InvalidInputException>().FirstOrDefault() is { } problem)
        {
            throw new InvalidInputException(problem.Problems);
        }

        var host = tensor(values, [count, RgbImage.Channels, height, width]);
        return host.to(model.Layout.Type, model.Layout.Device);
    }
}
