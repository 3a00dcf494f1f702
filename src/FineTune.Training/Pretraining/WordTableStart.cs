using System.Runtime.InteropServices;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training.Pretraining;

/// <summary>
/// Starts a new model from what counting already tells, in seconds instead of hours of gradient steps: the word table from
/// the strongest directions of the positive pointwise mutual information of words near each other (Levy and Goldberg 2014),
/// the output bias from the words' frequencies. What the words mean in order is left to the training.
/// </summary>
internal static class WordTableStart
{
    private const int Window = 5;
    private const int Surplus = 32;
    private const int Rounds = 4;

    /// <summary>Sets word table and output bias of a new model.</summary>
    /// <param name="model">The model, for masked-language modelling.</param>
    /// <param name="tokens">The training text.</param>
    /// <param name="seed">Seed of the random directions that the search begins with.</param>
    public static void Apply(PretrainedModel model, ReadOnlySpan<int> tokens, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var words = (int)model.Backbone.Words.shape[0];
        var size = (int)model.Backbone.Words.shape[1];
        var counts = new double[words];
        using var pairs = Count(tokens, words, counts);
        var information = PositiveInformation(pairs);
        var vectors = Directions(information, Math.Min(size + Surplus, words), seed).narrow(1, 0, Math.Min(size, words));
        var lengths = vectors.pow(2).sum(1, keepdim: true).sqrt().clamp_min(1e-6);
        var seen = tensor(counts.Select(c => c > 0 ? 1f : 0f).ToArray()).unsqueeze(1);
        var scaled = vectors / lengths * (model.Config.InitializerRange * Math.Sqrt(size));
        var table = model.Backbone.Words.narrow(1, 0, scaled.shape[1]);
        table.copy_(where(seen.gt(0), scaled.to(table.device), table));
        var total = counts.Sum() + words;
        var bias = model.Weights.First(w => w.Depth > model.Config.Layers && w.Value.shape.Length == 1 && w.Value.shape[0] == words).Value;
        bias.copy_(tensor(counts.Select(c => (float)Math.Log((c + 1) / total)).ToArray()).to(bias.device));
    }

    /// <summary>[V, V] how often two words stand near each other, nearer pairs counting more; and how often each stands at all.</summary>
    private static Tensor Count(ReadOnlySpan<int> tokens, int words, double[] counts)
    {
        var pairs = zeros([words, words], ScalarType.Float32);
        var cells = MemoryMarshal.Cast<byte, float>(pairs.bytes);
        for (var i = 0; i < tokens.Length; i++)
        {
            counts[tokens[i]]++;
            for (var distance = 1; distance <= Window && i + distance < tokens.Length; distance++)
            {
                var weight = 1f / distance;
                cells[(tokens[i] * words) + tokens[i + distance]] += weight;
                cells[(tokens[i + distance] * words) + tokens[i]] += weight;
            }
        }

        return pairs;
    }

    /// <summary>max(0, ln(p(a, b) / (p(a) p(b)))).</summary>
    private static Tensor PositiveInformation(Tensor pairs)
    {
        var sums = pairs.sum(1, keepdim: true).clamp_min(1);
        var total = pairs.sum();
        return (pairs * total / sums / sums.t()).clamp_min(1).log();
    }

    /// <summary>The strongest eigenvectors of a symmetric matrix times the root of their strength, by subspace iteration.</summary>
    private static Tensor Directions(Tensor matrix, int count, ulong seed)
    {
        var random = new float[matrix.shape[0] * count];
        new RandomKey(seed).Derive("directions").FillNormal(random, 1);
        var basis = Orthonormal(tensor(random, [matrix.shape[0], count]));
        for (var round = 0; round < Rounds; round++)
        {
            basis = Orthonormal(matrix.mm(basis));
        }

        // Rayleigh's quotients of the basis order it well enough: iteration has sorted the directions by strength.
        var image = matrix.mm(basis);
        var strength = (basis * image).sum(0).abs();
        return basis * strength.sqrt();
    }

    /// <summary>Columns made orthonormal one after the other (Gram and Schmidt, modified).</summary>
    private static Tensor Orthonormal(Tensor columns)
    {
        var rows = columns.t().contiguous();
        for (long i = 0; i < rows.shape[0]; i++)
        {
            var row = rows.narrow(0, i, 1);
            row.div_(row.pow(2).sum().sqrt().clamp_min(1e-12));
            if (i + 1 < rows.shape[0])
            {
                var rest = rows.narrow(0, i + 1, rows.shape[0] - i - 1);
                rest.sub_(rest.mm(row.t()).mm(row));
            }
        }

        return rows.t().contiguous();
    }
}
