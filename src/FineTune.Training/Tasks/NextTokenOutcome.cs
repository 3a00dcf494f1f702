using FineTune.Training.Datasets;
using FineTune.Training.Metrics;
using FineTune.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tasks;

/// <summary>How well a language model foretells the labelled tokens of each row.</summary>
internal sealed class NextTokenOutcome : SplitOutcome
{
    /// <summary>What can be measured.</summary>
    public static readonly IReadOnlyList<string> Names = ["loss", "perplexity", "token_accuracy"];

    /// <summary>Most logits that are held at once: 256 MB of them.</summary>
    private const long MostLogits = 1L << 26;
    private const int MostTokens = 1 << 13;

    private readonly double[] _losses;
    private readonly int[] _tokens;
    private readonly int[] _hits;

    /// <summary>Runs a model over rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many rows there are.</param>
    /// <param name="rowAt">A row's tokens, the places whose outputs count and what they should say.</param>
    public NextTokenOutcome(PretrainedModel model, int count, Func<int, (int[] Tokens, int[] Places, int[] Targets)> rowAt)
    {
        (_losses, _tokens, _hits) = (new double[count], new int[count], new int[count]);
        using var quiet = no_grad();
        var (waiting, places, tokens) = (new List<(int Row, int[] Tokens, int[] Places, int[] Targets)>(), 0L, 0L);
        for (var row = 0; row < count; row++)
        {
            var (ids, chosen, targets) = rowAt(row);
            if (waiting.Count > 0 && ((places + chosen.Length) * model.Config.VocabularySize > MostLogits || tokens + ids.Length > MostTokens))
            {
                Measure(model, waiting);
                (places, tokens) = (0, 0);
            }

            waiting.Add((row, ids, chosen, targets));
            (places, tokens) = (places + chosen.Length, tokens + ids.Length);
        }

        Measure(model, waiting);
    }

    /// <summary>A causal model over a split: every labelled token is foretold from those before it.</summary>
    public static NextTokenOutcome Of(PretrainedModel model, PreparedSplit split) => new(model, split.Count, row =>
    {
        var tokens = split.Tokens(row).ToArray();
        var labels = split.TokenLabels.Length == 0 ? tokens : split.LabelsOfTokens(row).ToArray();
        int[] places = [.. Enumerable.Range(0, tokens.Length - 1).Where(i => labels[i + 1] != PreparedSplit.Ignored)];
        return (tokens, places, Array.ConvertAll(places, i => labels[i + 1]));
    });

    /// <inheritdoc/>
    public override int Count => _losses.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => Names;

    /// <inheritdoc/>
    protected override long Effort => Count;

    /// <inheritdoc/>
    public override double Measure(string metric, int[] rows)
    {
        var tokens = rows.Sum(r => (double)_tokens[r]);
        return metric switch
        {
            "loss" => rows.Sum(r => _losses[r]) / tokens,
            "perplexity" => Math.Exp(rows.Sum(r => _losses[r]) / tokens),
            "token_accuracy" => rows.Sum(r => (double)_hits[r]) / tokens,
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The metric is not known."),
        };
    }

    private void Measure(PretrainedModel model, List<(int Row, int[] Tokens, int[] Places, int[] Targets)> rows)
    {
        var chosen = new List<long>();
        var first = 0L;
        foreach (var (_, tokens, places, _) in rows)
        {
            chosen.AddRange(places.Select(place => first + place));
            first += tokens.Length;
        }

        if (chosen.Count > 0)
        {
            using var scope = NewDisposeScope();
            var device = model.Layout.Device;
            var logits = model.TokenLogits(TokenBatch.Create([.. rows.Select(r => r.Tokens)], null, model.Layout), tensor(chosen.ToArray(), device: device), ForwardPass.Evaluation);
            long[] targets = [.. rows.SelectMany(r => r.Targets).Select(t => (long)t)];
            var losses = nn.functional.cross_entropy(logits.to_type(ScalarType.Float32), tensor(targets, device: device), reduction: nn.Reduction.None).to(CPU).data<float>().ToArray();
            var guesses = logits.argmax(-1).to(CPU).data<long>().ToArray();
            var at = 0;
            foreach (var (row, _, places, _) in rows)
            {
                for (var i = 0; i < places.Length; i++, at++)
                {
                    (_losses[row], _tokens[row]) = (_losses[row] + losses[at], _tokens[row] + 1);
                    _hits[row] += guesses[at] == targets[at] ? 1 : 0;
                }
            }
        }

        rows.Clear();
    }
}
