using FineTune.Training.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>y = x Wᵀ + b with W [out, in], and the updates of adapters where there are some.</summary>
internal sealed class Linear : IAdaptable
{
    private readonly List<LoraAdapter> _adapters = [];

    private Linear(WeightBuilder weights, IReadOnlyList<(string Name, int Outputs)> parts, int inputs, bool bias)
    {
        Weight = weights.Add([.. parts.Select(p => (p.Name + ".weight", (long)p.Outputs))], InitialWeight.Normal, inputs);
        Bias = bias ? weights.Add([.. parts.Select(p => (p.Name + ".bias", (long)p.Outputs))], InitialWeight.Zeros) : null;
        Modules = [.. parts.Select((p, i) => (p.Name, parts.Take(i).Sum(q => (long)q.Outputs), (long)p.Outputs))];
        weights.Register(this);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, long First, long Count)> Modules { get; }

    /// <inheritdoc/>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public bool IsTransposed => false;

    /// <summary>The layer of that name.</summary>
    public static Linear From(WeightBuilder weights, string name, int inputs, int outputs, bool bias = true) => new(weights, [(name, outputs)], inputs, bias);

    /// <summary>Several layers over one input as a single matrix: the outputs stand side by side.</summary>
    public static Linear From(WeightBuilder weights, string[] names, int inputs, int outputs, bool bias = true) =>
        new(weights, [.. names.Select(n => (n, outputs))], inputs, bias);

    /// <summary>Several layers of different widths over one input as a single matrix.</summary>
    public static Linear From(WeightBuilder weights, IReadOnlyList<(string Name, int Outputs)> parts, int inputs, bool bias) => new(weights, parts, inputs, bias);

    /// <inheritdoc/>
    public void Attach(LoraAdapter adapter) => _adapters.Add(adapter);

    /// <inheritdoc/>
    public void Detach() => _adapters.Clear();

    /// <summary>The layer applied to the last dimension.</summary>
    public Tensor Forward(Tensor input) => AdaptedOutput.Of(_adapters, input, nn.functional.linear(input, Weight, Bias), 0);

    /// <summary>Some of the outputs only: those from <paramref name="first"/> on.</summary>
    public Tensor Forward(Tensor input, long first, long count) => AdaptedOutput.Of(
        _adapters, input, nn.functional.linear(input, Weight.narrow(0, first, count), Bias?.narrow(0, first, count)), first);
}
