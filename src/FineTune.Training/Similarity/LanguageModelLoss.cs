using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Pretraining;
using FineTune.Training.Tokenizers;
using static TorchSharp.torch;

namespace FineTune.Training.Similarity;

/// <summary>How well a base model predicts the tokens of a task's texts, in nats a token.</summary>
/// <param name="Kind"><c>masked</c> or <c>causal</c>.</param>
/// <param name="Loss">The model's mean loss.</param>
/// <param name="ByFrequencies">The loss of the same tokens by their frequencies in the training texts: what knowing no context costs.</param>
internal sealed record LanguageModelLoss(string Kind, double Loss, double ByFrequencies)
{
    private const double MaskedShare = 0.15;
    private const int RowsAtOnce = 16;

    /// <summary>Measures; null where the folder's weights have no language-modelling head, or its tokenizer no mask.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="rows">The token rows to predict.</param>
    /// <param name="frequencies">Tokens whose frequencies are the reference.</param>
    /// <param name="options">Device and seed of the masks.</param>
    public static LanguageModelLoss? Measure(string folder, IReadOnlyList<int[]> rows, IReadOnlyList<int> frequencies, WeightOptions options)
    {
        using var quiet = no_grad();
        using var model = PretrainedModel.TryLoad(folder, ModelTask.MaskedLanguage, null, options);
        if (!model.Report.IsUsable || model.Report.New.Count > 0)
        {
            return null;
        }

        var causal = model.Family is DecoderFamily;
        var special = Tokenizer.Load(folder).SpecialTokens;
        if (!causal && special.Mask is null)
        {
            return null;
        }

        var masking = new TokenMasking(MaskedShare, model.Config.VocabularySize, special.Mask ?? 0, SpecialIds(special));
        var key = new RandomKey(options.Seed).Derive("similarity");
        var (total, byFrequencies, count) = (0.0, 0.0, 0);
        var costs = Costs(frequencies, model.Config.VocabularySize);
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            using var scope = NewDisposeScope();
            var tokens = chunk.Select(row => (int[])row.Clone()).ToArray();
            var (places, targets) = causal ? NextTokens(tokens) : masking.Apply(tokens, key.Derive((ulong)count));
            if (places.Length == 0)
            {
                continue;
            }

            var device = model.Layout.Device;
            var logits = model.TokenLogits(TokenBatch.Create(tokens, null, model.Layout), tensor(places, device: device), ForwardPass.Evaluation);
            total += nn.functional.cross_entropy(logits, tensor(targets, device: device), reduction: nn.Reduction.Sum).to_type(ScalarType.Float64).item<double>();
            byFrequencies += targets.Sum(target => costs[target]);
            count += targets.Length;
        }

        return count == 0 ? null : new LanguageModelLoss(causal ? "causal" : "masked", total / count, byFrequencies / count);
    }

    private static HashSet<int> SpecialIds(SpecialTokens special) =>
        [.. new[] { special.Padding, special.Unknown, special.Classification, special.Separator, special.Mask, special.BeginOfText, special.EndOfText }.OfType<int>()];

    private static (long[] Places, long[] Targets) NextTokens(int[][] rows)
    {
        var places = new List<long>();
        var targets = new List<long>();
        var first = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i + 1 < row.Length; i++)
            {
                places.Add(first + i);
                targets.Add(row[i + 1]);
            }

            first += row.Length;
        }

        return ([.. places], [.. targets]);
    }

    /// <summary>Minus the logarithm of each token's frequency, with one added to every count.</summary>
    private static double[] Costs(IReadOnlyList<int> tokens, int vocabulary)
    {
        var counts = new double[vocabulary];
        Array.Fill(counts, 1);
        foreach (var token in tokens)
        {
            counts[token]++;
        }

        var total = counts.Sum();
        return [.. counts.Select(count => Math.Log(total / count))];
    }
}
