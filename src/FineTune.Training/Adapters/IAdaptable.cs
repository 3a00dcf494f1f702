using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Adapters;

/// <summary>A matrix product, or a convolution, whose modules can be given adapters.</summary>
internal interface IAdaptable
{
    /// <summary>The modules, by name, with the rows of the output that each makes.</summary>
    IReadOnlyList<(string Name, long First, long Count)> Modules { get; }

    /// <summary>The matrix.</summary>
    Parameter Weight { get; }

    /// <summary>The bias.</summary>
    Parameter? Bias { get; }

    /// <summary>Whether the matrix is [in, out] (GPT-2) rather than [out, in].</summary>
    bool IsTransposed { get; }

    /// <summary>Sides of the kernel of a convolution; empty for a matrix product.</summary>
    IReadOnlyList<long> Kernel => [];

    /// <summary>The first factor A of an update applied to an input, as the module itself looks at it.</summary>
    Tensor Down(Tensor input, Tensor factor) => nn.functional.linear(input, factor);

    /// <summary>The second factor B of an update applied to what <see cref="Down"/> gave.</summary>
    Tensor Up(Tensor hidden, Tensor factor) => nn.functional.linear(hidden, factor);

    /// <summary>Adds an adapter to one of the modules.</summary>
    void Attach(LoraAdapter adapter);

    /// <summary>Takes all adapters off.</summary>
    void Detach();
}
