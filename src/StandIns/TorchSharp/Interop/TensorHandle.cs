using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>One reference to a native tensor.</summary>
internal sealed class TensorHandle : SafeHandle
{
    /// <summary>The absent tensor, for optional arguments.</summary>
    internal static readonly TensorHandle None = new(0);

    /// <summary>Takes over the reference behind <paramref name="pointer"/>.</summary>
    internal TensorHandle(nint pointer)
        : base(0, ownsHandle: true) => SetHandle(pointer);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The handle of a tensor, or none for null.</summary>
    internal static TensorHandle Of(torch.Tensor? tensor) => tensor is null ? None : tensor.NativeHandle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Native.ft_release(handle);
        return true;
    }
}
