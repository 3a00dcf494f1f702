using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>A model's running statistics at one moment, so that an update that is begun again does not move them twice.</summary>
internal sealed class BufferSnapshot(IReadOnlyList<ModelBuffer> buffers) : IDisposable
{
    private readonly Tensor[] _copies = [.. buffers.Select(b => b.Value.clone().DetachFromDisposeScope())];

    /// <summary>Brings the statistics back.</summary>
    public void Restore()
    {
        using var quiet = no_grad();
        foreach (var (buffer, copy) in buffers.Zip(_copies))
        {
            buffer.Value.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_copies, c => c.Dispose());
}
