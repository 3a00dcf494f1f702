using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>y = x Wᵀ + b with W [out, in].</summary>
internal sealed class Linear(Parameter weight, Parameter? bias)
{
    /// <summary>The layer of that name.</summary>
    public static Linear From(WeightBuilder weights, string name, int inputs, int outputs, bool bias = true) => new(
        weights.Add(name + ".weight", InitialWeight.Normal, outputs, inputs),
        bias ? weights.Add(name + ".bias", InitialWeight.Zeros, outputs) : null);

    /// <summary>Several layers over one input as a single matrix: the outputs stand side by side.</summary>
    public static Linear From(WeightBuilder weights, string[] names, int inputs, int outputs, bool bias = true) => new(
        weights.Add([.. names.Select(n => (n + ".weight", (long)outputs))], InitialWeight.Normal, inputs),
        bias ? weights.Add([.. names.Select(n => (n + ".bias", (long)outputs))], InitialWeight.Zeros) : null);

    /// <summary>Several layers of different widths over one input as a single matrix.</summary>
    public static Linear From(WeightBuilder weights, IReadOnlyList<(string Name, int Outputs)> parts, int inputs, bool bias) => new(
        weights.Add([.. parts.Select(p => (p.Name + ".weight", (long)p.Outputs))], InitialWeight.Normal, inputs),
        bias ? weights.Add([.. parts.Select(p => (p.Name + ".bias", (long)p.Outputs))], InitialWeight.Zeros) : null);

    /// <summary>The layer applied to the last dimension.</summary>
    public Tensor Forward(Tensor input) => nn.functional.linear(input, weight, bias);

    /// <summary>Some of the outputs only: those from <paramref name="first"/> on.</summary>
    public Tensor Forward(Tensor input, long first, long count) =>
        nn.functional.linear(input, weight.narrow(0, first, count), bias?.narrow(0, first, count));
}
