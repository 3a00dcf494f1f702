using FineTune.Training.Datasets;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>
/// Hidden words of a text, masked as BERT does: of the chosen tokens 80 % become the mask, 10 % a random token, 10 % stay. A row
/// always has the same number of chosen tokens, 15 % of it and at least one, so that the loss can be a mean over those of the
/// whole update; which they are is drawn anew for every update, the same whether its rows pass together or in parts.
/// </summary>
internal sealed class MaskedTokenTask(PreparedSplit split, int mask, double smoothing = 0) : ITrainingTask
{
    private readonly MaskedTokens _masking = new(split, mask);

    /// <inheritdoc/>
    public int Count => split.Count;

    /// <summary>How many tokens a row has.</summary>
    public int LengthOf(int row) => split.Length(row);

    /// <inheritdoc/>
    public double WeightOf(ReadOnlySpan<int> rows)
    {
        var sum = 0;
        foreach (var row in rows)
        {
            sum += _masking.CountOf(row);
        }

        return sum;
    }

    /// <inheritdoc/>
    public Tensor Loss(PretrainedModel model, ReadOnlySpan<int> rows, ForwardPass pass, double batchWeight)
    {
        var (tokens, places, targets) = (new int[rows.Length][], new List<long>(), new List<long>());
        var first = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            var masked = _masking.Apply(rows[i], pass.Key.Derive("mask").Derive((ulong)rows[i]), model.Config.VocabularySize);
            tokens[i] = masked.Tokens;
            places.AddRange(masked.Places.Select(place => first + place));
            targets.AddRange(masked.Targets.Select(target => (long)target));
            first += tokens[i].Length;
        }

        var device = model.Layout.Device;
        var logits = model.TokenLogits(TokenBatch.Create(tokens, null, model.Layout), tensor(places.ToArray(), device: device), pass);
        return nn.functional.cross_entropy(logits, tensor(targets.ToArray(), device: device), reduction: nn.Reduction.Sum, label_smoothing: smoothing) / Math.Max(1, batchWeight);
    }
}
