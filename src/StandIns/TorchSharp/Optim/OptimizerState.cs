using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState
{
    /// <summary>The parameter.</summary>
    protected readonly Parameter _parameter;

    /// <summary>An empty state.</summary>
    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    internal Parameter Owner => _parameter;

    /// <summary>Copies another state.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether both states hold nearly the same.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Moves the state to a device.</summary>
    public virtual void to(Device device)
    {
    }

    /// <summary>Makes the tensors of the state, all zero, where they are missing.</summary>
    public virtual void Initialize(OptimizerOptions options)
    {
    }

    internal static Tensor ZerosLike(Parameter parameter)
    {
        using var guard = no_grad();
        return zeros_like(parameter).DetachFromDisposeScope();
    }

    internal static Tensor Adopt(nint pointer) => Tensor.Wrap(pointer).DetachFromDisposeScope();

    internal static nint Pointer(Tensor? tensor) => tensor?.Handle ?? 0;

    internal static bool Near(Tensor? one, Tensor? other) =>
        one is null || other is null ? ReferenceEquals(one, other) : one.allclose(other);

    internal Tensor? Copy(Tensor? source)
    {
        using var guard = no_grad();
        return source?.detach().to(source.dtype, _parameter.device, copy: true).DetachFromDisposeScope();
    }

    internal static Tensor? Move(Tensor? tensor, Device device)
    {
        if (tensor is null)
        {
            return null;
        }

        var moved = tensor.to(device);
        if (!ReferenceEquals(moved, tensor))
        {
            tensor.Dispose();
        }

        return moved.DetachFromDisposeScope();
    }
}
