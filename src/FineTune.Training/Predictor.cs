using FineTune.Training.Datasets;
using FineTune.Training.Images;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>Runs a model over token rows without training it.</summary>
internal static class Predictor
{
    private const int RowsAtOnce = 64;

    /// <summary>The logits of each row of a split.</summary>
    public static float[][] Logits(PretrainedModel model, PreparedSplit split)
    {
        int[] rows = [.. Enumerable.Range(0, split.Count)];
        return Logits(model, [.. rows.Select(row => split.Tokens(row).ToArray())], split.TypesOf(rows));
    }

    /// <summary>The logits of each row in the rows' order; rows of similar length share a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Each row's token ids.</param>
    /// <param name="types">Each row's token types; null where all are 0.</param>
    /// <returns>[rows][classes].</returns>
    public static float[][] Logits(PretrainedModel model, IReadOnlyList<int[]> rows, IReadOnlyList<int[]>? types = null)
    {
        var result = new float[rows.Count][];
        var byLength = Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i].Length).ThenBy(i => i).ToArray();
        using var quiet = no_grad();
        foreach (var chunk in byLength.Chunk(RowsAtOnce))
        {
            using var scope = NewDisposeScope();
            var batch = TokenBatch.Create([.. chunk.Select(i => rows[i])], types is null ? null : [.. chunk.Select(i => types[i])], model.Layout);
            var logits = model.SequenceLogits(batch, ForwardPass.Evaluation).to(ScalarType.Float32, CPU);
            var values = logits.contiguous().data<float>().ToArray();
            var classes = values.Length / chunk.Length;
            for (var i = 0; i < chunk.Length; i++)
            {
                result[chunk[i]] = values[(i * classes)..((i + 1) * classes)];
            }
        }

        return result;
    }

    /// <summary>The logits of every token of each row of a split: [rows][tokens][classes].</summary>
    public static float[][][] TokenLogits(PretrainedModel model, PreparedSplit split) =>
        TokenLogits(model, [.. Enumerable.Range(0, split.Count).Select(i => split.Tokens(i).ToArray())]);

    /// <summary>The logits of every token of each row: [rows][tokens][classes].</summary>
    public static float[][][] TokenLogits(PretrainedModel model, IReadOnlyList<int[]> rows)
    {
        var result = new float[rows.Count][][];
        var byLength = Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i].Length).ThenBy(i => i).ToArray();
        using var quiet = no_grad();
        foreach (var chunk in byLength.Chunk(RowsAtOnce))
        {
            using var scope = NewDisposeScope();
            var batch = TokenBatch.Create([.. chunk.Select(i => rows[i])], null, model.Layout);
            var logits = model.TokenLogits(batch, ForwardPass.Evaluation).to(ScalarType.Float32, CPU);
            var classes = (int)logits.shape[^1];
            var values = logits.contiguous().data<float>().ToArray();
            var at = 0;
            foreach (var row in chunk)
            {
                result[row] = [.. Enumerable.Range(0, rows[row].Length).Select(i => values.AsSpan((at + i) * classes, classes).ToArray())];
                at += rows[row].Length;
            }
        }

        return result;
    }

    /// <summary>The logits of each image in their order.</summary>
    /// <param name="model">A model that reads images.</param>
    /// <param name="count">How many images there are.</param>
    /// <param name="image">Gives an image; asked from several threads.</param>
    /// <returns>[images][classes].</returns>
    public static float[][] ImageLogits(PretrainedModel model, int count, Func<int, RgbImage> image)
    {
        var result = new float[count][];
        using var quiet = no_grad();
        for (var first = 0; first < count; first += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var (start, size) = (first, Math.Min(RowsAtOnce, count - first));
            var pixels = ImageBatch.Create(model, size, (i, values) => model.Preprocessing.Apply(image(start + i), values));
            var values = model.ImageLogits(pixels, ForwardPass.Evaluation).to(ScalarType.Float32, CPU).contiguous().data<float>().ToArray();
            var classes = values.Length / size;
            for (var i = 0; i < size; i++)
            {
                result[start + i] = values[(i * classes)..((i + 1) * classes)];
            }
        }

        return result;
    }
}
