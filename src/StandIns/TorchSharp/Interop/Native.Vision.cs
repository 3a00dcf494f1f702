using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Convolutions and pooling (native/vision.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_conv1d(TensorHandle input, TensorHandle weight, TensorHandle bias, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, long groups);

    [LibraryImport(Library)]
    internal static partial nint ft_conv2d(TensorHandle input, TensorHandle weight, TensorHandle bias, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, long groups);

    [LibraryImport(Library)]
    internal static partial nint ft_batch_norm(TensorHandle input, TensorHandle weight, TensorHandle bias, TensorHandle runningMean, TensorHandle runningVar, [MarshalAs(UnmanagedType.U1)] bool training, double momentum, double eps);

    [LibraryImport(Library)]
    internal static partial nint ft_max_pool2d(TensorHandle input, ReadOnlySpan<long> kernel, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, [MarshalAs(UnmanagedType.U1)] bool ceilMode);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_avg_pool2d(TensorHandle input, ReadOnlySpan<long> kernel, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, [MarshalAs(UnmanagedType.U1)] bool ceilMode, [MarshalAs(UnmanagedType.U1)] bool countIncludePad, long* divisor);

    [LibraryImport(Library)]
    internal static partial nint ft_adaptive_avg_pool1d(TensorHandle input, long size);

    [LibraryImport(Library)]
    internal static partial nint ft_adaptive_avg_pool2d(TensorHandle input, ReadOnlySpan<long> size);

    [LibraryImport(Library)]
    internal static partial nint ft_upsample2d(TensorHandle input, ReadOnlySpan<long> size, int mode, [MarshalAs(UnmanagedType.U1)] bool alignCorners);
}
