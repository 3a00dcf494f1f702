using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// Gradient checkpointing (Chen et al. 2016): layers run forward without being remembered, only their inputs are kept, and each is
/// computed again, with the same dropout, when the way back reaches it. The gradients are those of the remembered layers.
/// </summary>
internal sealed class Recomputation
{
    private readonly List<(Tensor Input, Func<Tensor, Tensor> Again)> _layers = [];
    private Tensor? _start;
    private Tensor? _end;
    private (Tensor Own, Tensor Leaf)? _shared;

    /// <summary>Begins at the first layer's input.</summary>
    /// <param name="hidden">The input.</param>
    /// <param name="shared">What all layers look at besides, where there is something.</param>
    /// <param name="replace">Puts what collects its gradient in its place.</param>
    public void Begin(Tensor hidden, Tensor? shared = null, Action<Tensor>? replace = null)
    {
        _start = hidden;
        if (shared is { requires_grad: true } && replace is not null)
        {
            _shared = (shared, Leaf(shared, needsGradient: true));
            replace(_shared.Value.Leaf);
        }
    }

    /// <summary>Runs a layer without remembering anything but its input.</summary>
    public Tensor Forget(Tensor input, ForwardPass pass, Func<Tensor, Tensor> layer)
    {
        var mark = pass.Mark();
        _layers.Add((input, again =>
        {
            pass.Return(mark);
            return layer(again);
        }));
        using var quiet = no_grad();
        return layer(input);
    }

    /// <summary>Ends at the last layer's output; what follows is remembered as always.</summary>
    public Tensor End(Tensor hidden) => _layers.Count == 0 ? hidden : _end = Leaf(hidden, needsGradient: true);

    /// <summary>Goes back through the layers after the loss went back to their end.</summary>
    public void Backward()
    {
        var gradient = _end?.grad;
        for (var i = _layers.Count - 1; i >= 0 && gradient is not null; i--)
        {
            using var scope = NewDisposeScope();
            var (input, again) = _layers[i];
            var leaf = Leaf(input, needsGradient: i > 0 || _start!.requires_grad);
            again(leaf).backward([gradient]);
            gradient = leaf.grad?.MoveToOuterDisposeScope();
        }

        if (gradient is not null && _start!.requires_grad)
        {
            _start.backward([gradient]);
        }

        if (_shared is ({ } own, { grad: { } total }))
        {
            own.backward([total]);
        }
    }

    private static Tensor Leaf(Tensor tensor, bool needsGradient) => tensor.detach().requires_grad_(needsGradient);
}
