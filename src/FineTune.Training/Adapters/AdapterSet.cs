using FineTune.Training.Models;

namespace FineTune.Training.Adapters;

/// <summary>The adapters of one model.</summary>
internal sealed class AdapterSet(LoraSettings settings)
{
    private readonly List<LoraAdapter> _adapters = [];

    /// <summary>What was attached.</summary>
    public LoraSettings Settings => settings;

    /// <summary>All adapters in the order of the modules.</summary>
    public IReadOnlyList<LoraAdapter> Adapters => _adapters;

    /// <summary>The pass that the model is in: whose dropout the adapters draw.</summary>
    public ForwardPass Pass { get; set; } = ForwardPass.Evaluation;

    /// <summary>Adds one.</summary>
    public void Add(LoraAdapter adapter) => _adapters.Add(adapter);
}
