using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Errors, lifetimes, threads, gradient mode and devices (native/runtime.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_last_error();

    [LibraryImport(Library)]
    internal static partial long ft_live_tensors();

    [LibraryImport(Library)]
    internal static partial long ft_peak_tensors();

    [LibraryImport(Library)]
    internal static partial void ft_release(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint ft_version();

    [LibraryImport(Library)]
    internal static partial nint ft_configuration();

    [LibraryImport(Library)]
    internal static partial nint ft_parallel_configuration();

    [LibraryImport(Library)]
    internal static partial int ft_get_num_threads();

    [LibraryImport(Library)]
    internal static partial int ft_set_num_threads(int count);

    [LibraryImport(Library)]
    internal static partial int ft_get_num_interop_threads();

    [LibraryImport(Library)]
    internal static partial int ft_set_num_interop_threads(int count);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_grad_enabled();

    [LibraryImport(Library)]
    internal static partial void ft_set_grad_enabled([MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_inference_enabled();

    [LibraryImport(Library)]
    internal static partial nint ft_enter_inference([MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library)]
    internal static partial void ft_leave_inference(nint mode);

    [LibraryImport(Library)]
    internal static partial int ft_set_default_dtype(int dtype);

    [LibraryImport(Library)]
    internal static partial int ft_get_default_dtype();

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_deterministic();

    [LibraryImport(Library)]
    internal static partial void ft_set_deterministic([MarshalAs(UnmanagedType.U1)] bool on, [MarshalAs(UnmanagedType.U1)] bool warnOnly);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ft_set_matmul_precision(string precision);

    [LibraryImport(Library)]
    internal static partial int ft_cuda_device_count();

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_cudnn_available();

    [LibraryImport(Library)]
    internal static partial int ft_cuda_synchronize(int deviceIndex);
}
