using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Activations by the names that config.json uses.</summary>
internal static class Activation
{
    /// <summary>The names that are known.</summary>
    public static readonly IReadOnlyList<string> Names = ["gelu", "gelu_new", "gelu_pytorch_tanh", "relu", "silu", "swish", "tanh"];

    /// <summary>The activation of that name: "gelu" is the exact one (erf), "gelu_new" its approximation by tanh.</summary>
    public static Tensor Apply(string name, Tensor input) => name switch
    {
        "gelu" => input.gelu(),
        "gelu_new" or "gelu_pytorch_tanh" => nn.functional.gelu(input, GELU.Approximate.tanh),
        "relu" => input.relu(),
        "silu" or "swish" => nn.functional.silu(input),
        "tanh" => input.tanh(),
        _ => throw new ArgumentException($"Unknown activation '{name}'.", nameof(name)),
    };
}
