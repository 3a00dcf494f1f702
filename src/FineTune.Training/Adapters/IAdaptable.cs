using TorchSharp.Modules;

namespace FineTune.Training.Adapters;

/// <summary>A matrix product whose modules can be given adapters.</summary>
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

    /// <summary>Adds an adapter to one of the modules.</summary>
    void Attach(LoraAdapter adapter);

    /// <summary>Takes all adapters off.</summary>
    void Detach();
}
