using FineTune.Training.Datasets;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>
/// The next token of each row: causal language modelling, and supervised fine-tuning where only completions are labelled. The
/// head computes logits only where there is a label; the loss is a mean over the labelled tokens of the whole update.
/// </summary>
internal sealed class NextTokenTask : ITrainingTask
{
    private readonly IReadOnlyList<int[]> _tokens;
    private readonly int[][] _places;
    private readonly IReadOnlyList<int[]> _labels;
    private readonly double _smoothing;

    /// <summary>A task over rows of token ids and of labels, aligned with each other; the shift by one is made here.</summary>
    public NextTokenTask(IReadOnlyList<int[]> tokens, IReadOnlyList<int[]> labels, double smoothing = 0)
    {
        _tokens = tokens;
        _labels = labels;
        _smoothing = smoothing;
        _places = [.. labels.Select(row => Enumerable.Range(0, Math.Max(0, row.Length - 1)).Where(i => row[i + 1] != PreparedSplit.Ignored).ToArray())];
    }

    /// <summary>A task over a split: its token labels, or every token where there are none.</summary>
    public static NextTokenTask Of(PreparedSplit split, double smoothing = 0)
    {
        int[][] tokens = [.. Enumerable.Range(0, split.Count).Select(row => split.Tokens(row).ToArray())];
        return new NextTokenTask(tokens, split.TokenLabels.Length == 0 ? tokens : [.. Enumerable.Range(0, split.Count).Select(row => split.LabelsOfTokens(row).ToArray())], smoothing);
    }

    /// <inheritdoc/>
    public int Count => _tokens.Count;

    /// <inheritdoc/>
    public int LengthOf(int row) => _tokens[row].Length;

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows)
    {
        var sum = 0;
        foreach (var row in rows)
        {
            sum += _places[row].Length;
        }

        return sum;
    }

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var tokens = new int[rows.Length][];
        var places = new List<long>();
        var targets = new List<long>();
        var first = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            tokens[i] = _tokens[rows[i]];
            foreach (var place in _places[rows[i]])
            {
                places.Add(first + place);
                targets.Add(_labels[rows[i]][place + 1]);
            }

            first += tokens[i].Length;
        }

        var device = model.Layout.Device;
        var logits = model.TokenLogits(TokenBatch.Create(tokens, null, model.Layout), tensor(places.ToArray(), device: device), pass);
        return nn.functional.cross_entropy(logits, tensor(targets.ToArray(), device: device), reduction: nn.Reduction.Sum, label_smoothing: _smoothing) / batchWeight;
    }
}
