using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// The keys and values of the tokens that a decoder has read, layer by layer, so that the next token costs one step and not the
/// whole text again. For one row at a time; layers are asked in their order.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly List<(Tensor Key, Tensor Value)> _layers = [];
    private int _next;

    /// <summary>Tokens that were read before the step that is under way.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a layer's keys, turned by their positions, and values, [.., S, d] each; all of the layer's so far, [.., P + S, d].</summary>
    public (Tensor Key, Tensor Value) Append(Tensor key, Tensor value)
    {
        var layer = _next++;
        if (layer == _layers.Count)
        {
            _layers.Add((key.DetachFromDisposeScope(), value.DetachFromDisposeScope()));
            return (key.alias(), value.alias());
        }

        var (oldKey, oldValue) = _layers[layer];
        _layers[layer] = (cat([oldKey, key], -2).DetachFromDisposeScope(), cat([oldValue, value], -2).DetachFromDisposeScope());
        oldKey.Dispose();
        oldValue.Dispose();
        return (_layers[layer].Key.alias(), _layers[layer].Value.alias());
    }

    /// <summary>Ends a step of so many tokens.</summary>
    public void Advance(int tokens)
    {
        Length += tokens;
        _next = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (key, value) in _layers)
        {
            key.Dispose();
            value.Dispose();
        }
    }
}
