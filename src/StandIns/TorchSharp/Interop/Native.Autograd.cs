using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Gradients (native/autograd.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_requires_grad(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_set_requires_grad(TensorHandle self, [MarshalAs(UnmanagedType.U1)] bool on);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_is_leaf(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_retain_grad(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_grad(TensorHandle self, out nint gradient);

    [LibraryImport(Library)]
    internal static partial int ft_set_grad(TensorHandle self, TensorHandle gradient);

    [LibraryImport(Library)]
    internal static partial nint ft_detach(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_detach_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_zero_grads(ReadOnlySpan<nint> tensors, long count, [MarshalAs(UnmanagedType.U1)] bool setToNone);

    [LibraryImport(Library)]
    internal static partial int ft_backward(ReadOnlySpan<nint> tensors, long count, ReadOnlySpan<nint> gradients, long gradientCount, int keepGraph, [MarshalAs(UnmanagedType.U1)] bool createGraph, ReadOnlySpan<nint> inputs, long inputCount);

    [LibraryImport(Library)]
    internal static partial int ft_autograd_grad(ReadOnlySpan<nint> outputs, long outputCount, ReadOnlySpan<nint> inputs, long inputCount, ReadOnlySpan<nint> gradients, long gradientCount, [MarshalAs(UnmanagedType.U1)] bool keepGraph, [MarshalAs(UnmanagedType.U1)] bool createGraph, [MarshalAs(UnmanagedType.U1)] bool allowUnused, Span<nint> results);
}
