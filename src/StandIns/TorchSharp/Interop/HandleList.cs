using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The pointers of several tensors, each held while the list lives.</summary>
internal ref struct HandleList
{
    private readonly TensorHandle[] _handles;
    private readonly nint[] _pointers;

    private int _held;

    /// <summary>Holds every tensor of <paramref name="tensors"/>.</summary>
    internal HandleList(IReadOnlyList<torch.Tensor> tensors)
    {
        _handles = new TensorHandle[tensors.Count];
        _pointers = new nint[tensors.Count];
        for (var i = 0; i < tensors.Count; i++)
        {
            Hold(i, tensors[i]);
        }
    }

    /// <summary>Holds every tensor of <paramref name="tensors"/>; null is an empty list.</summary>
    internal HandleList(IEnumerable<torch.Tensor>? tensors)
        : this(tensors as IReadOnlyList<torch.Tensor> ?? tensors?.ToArray() ?? [])
    {
    }

    /// <summary>The pointers, in order.</summary>
    internal readonly ReadOnlySpan<nint> Pointers => _pointers;

    /// <summary>How many there are.</summary>
    internal readonly long Count => _pointers.Length;

    /// <summary>Lets go of the tensors.</summary>
    public void Dispose()
    {
        for (; _held > 0; _held--)
        {
            _handles[_held - 1].DangerousRelease();
        }
    }

    private void Hold(int i, torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var added = false;
        _handles[i] = tensor.NativeHandle;
        _handles[i].DangerousAddRef(ref added);
        _pointers[i] = _handles[i].DangerousGetHandle();
        _held = i + 1;
    }
}
