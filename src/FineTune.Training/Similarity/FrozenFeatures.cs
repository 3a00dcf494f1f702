using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Similarity;

/// <summary>What a model that is not trained makes of texts: the mean of the last hidden states of each.</summary>
internal static class FrozenFeatures
{
    private const int RowsAtOnce = 32;

    /// <summary>The features of token rows, [rows, hidden size], in the rows' order.</summary>
    public static FeatureMatrix Of(PretrainedModel model, IReadOnlyList<int[]> rows)
    {
        var size = model.Config.HiddenSize;
        var values = new double[rows.Count * size];
        using var quiet = no_grad();
        foreach (var chunk in Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i].Length).ThenBy(i => i).Chunk(RowsAtOnce))
        {
            using var scope = NewDisposeScope();
            var batch = TokenBatch.Create([.. chunk.Select(i => rows[i])], null, model.Layout);
            var means = batch.MeanOfRows(model.Backbone.Encode(batch, ForwardPass.Evaluation)).to(ScalarType.Float32, CPU).contiguous().data<float>().ToArray();
            for (var i = 0; i < chunk.Length; i++)
            {
                for (var column = 0; column < size; column++)
                {
                    values[(chunk[i] * size) + column] = means[(i * size) + column];
                }
            }
        }

        return new FeatureMatrix(values, size);
    }
}
