using FineTune.Training.Images;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Similarity;

/// <summary>What a model that is not trained makes of examples: the mean of a text's last hidden states, a word's own, or an image's features.</summary>
internal static class FrozenFeatures
{
    private const int RowsAtOnce = 32;

    /// <summary>The features of a sample, [examples, features], in its order.</summary>
    public static FeatureMatrix Of(PretrainedModel model, ProbeSample sample) =>
        sample.Split.Images is not null ? OfImages(model, sample)
        : sample.Places is { } places ? OfWords(model, sample, places)
        : OfTexts(model, sample.Tokens, sample.Split.TypesOf(sample.Rows));

    /// <summary>The features of token rows, [rows, hidden size], in the rows' order.</summary>
    public static FeatureMatrix OfTexts(PretrainedModel model, IReadOnlyList<int[]> rows, IReadOnlyList<int[]>? types = null)
    {
        var values = new double[rows.Count][];
        InBatches(rows, chunk =>
        {
            var batch = TokenBatch.Create([.. chunk.Select(i => rows[i])], types is null ? null : [.. chunk.Select(i => types[i])], model.Layout);
            Place(batch.MeanOfRows(model.Backbone.Encode(batch, ForwardPass.Evaluation)), chunk, values);
        });
        return Matrix(values);
    }

    private static FeatureMatrix OfWords(PretrainedModel model, ProbeSample sample, IReadOnlyList<(int Row, int Token)> places)
    {
        var rows = sample.Tokens;
        var values = new double[places.Count][];
        var byRow = places.Select((place, example) => (place, example)).ToLookup(entry => entry.place.Row);
        InBatches(rows, chunk =>
        {
            var (first, wanted, examples) = (0L, new List<long>(), new List<int>());
            foreach (var row in chunk)
            {
                foreach (var (place, example) in byRow[row])
                {
                    wanted.Add(first + place.Token);
                    examples.Add(example);
                }

                first += rows[row].Length;
            }

            if (wanted.Count > 0)
            {
                var hidden = model.Backbone.Encode(TokenBatch.Create([.. chunk.Select(i => rows[i])], null, model.Layout), ForwardPass.Evaluation);
                Place(hidden.index_select(0, tensor(wanted.ToArray(), device: model.Layout.Device)), [.. examples], values);
            }
        });
        return Matrix(values);
    }

    private static FeatureMatrix OfImages(PretrainedModel model, ProbeSample sample)
    {
        var values = new double[sample.Count][];
        using var quiet = no_grad();
        foreach (var chunk in Enumerable.Range(0, sample.Count).Chunk(RowsAtOnce))
        {
            using var scope = NewDisposeScope();
            var pixels = ImageBatch.Create(model, chunk.Length, (i, target) => model.Preprocessing.Apply(sample.Split.Images!.Decode(sample.Rows[chunk[i]]), target));
            Place(model.Images.Features(pixels, ForwardPass.Evaluation), chunk, values);
        }

        return Matrix(values);
    }

    /// <summary>Rows of similar length together.</summary>
    private static void InBatches(IReadOnlyList<int[]> rows, Action<int[]> work)
    {
        using var quiet = no_grad();
        foreach (var chunk in Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i].Length).ThenBy(i => i).Chunk(RowsAtOnce))
        {
            using var scope = NewDisposeScope();
            work(chunk);
        }
    }

    private static void Place(Tensor features, int[] examples, double[][] values)
    {
        var numbers = features.to(ScalarType.Float32, CPU).contiguous().data<float>().ToArray();
        var size = numbers.Length / examples.Length;
        for (var i = 0; i < examples.Length; i++)
        {
            values[examples[i]] = Array.ConvertAll(numbers[(i * size)..((i + 1) * size)], number => (double)number);
        }
    }

    private static FeatureMatrix Matrix(double[][] values) => new([.. values.SelectMany(row => row)], values[0].Length);
}
