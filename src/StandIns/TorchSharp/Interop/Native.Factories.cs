using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Making tensors and moving data in and out (native/factories.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_empty(ReadOnlySpan<long> sizes, long rank, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_empty_strided(ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, long rank, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_zeros(ReadOnlySpan<long> sizes, long rank, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_full(ReadOnlySpan<long> sizes, long rank, NativeScalar value, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_rand(ReadOnlySpan<long> sizes, long rank, GeneratorHandle generator, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_randn(ReadOnlySpan<long> sizes, long rank, GeneratorHandle generator, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_randint(long low, long high, ReadOnlySpan<long> sizes, long rank, GeneratorHandle generator, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_randperm(long count, GeneratorHandle generator, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_arange(NativeScalar start, NativeScalar stop, NativeScalar step, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_linspace(double start, double end, long steps, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_logspace(double start, double end, long steps, double @base, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_eye(long rows, long columns, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_empty_like(TensorHandle self, NativeOptions options);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_from_memory(void* data, long bytes, ReadOnlySpan<long> sizes, long rank, NativeOptions options);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_from_buffer(nint data, ReadOnlySpan<long> sizes, long rank, NativeOptions options, delegate* unmanaged<nint, void> release, nint state);

    [LibraryImport(Library)]
    internal static partial nint ft_data(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial long ft_dim(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial long ft_numel(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial long ft_element_size(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial long ft_storage_offset(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_dtype(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_device_type(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_device_index(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_sizes(TensorHandle self, Span<long> sizes);

    [LibraryImport(Library)]
    internal static partial int ft_strides(TensorHandle self, Span<long> strides);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_is_contiguous(TensorHandle self);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_is_sparse(TensorHandle self);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ft_is_pinned(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_item(TensorHandle self, out NativeScalar result);

    [LibraryImport(Library)]
    internal static partial nint ft_to(TensorHandle self, int dtype, int deviceType, int deviceIndex, [MarshalAs(UnmanagedType.U1)] bool nonBlocking, [MarshalAs(UnmanagedType.U1)] bool copy);

    [LibraryImport(Library)]
    internal static partial int ft_copy_(TensorHandle self, TensorHandle source, [MarshalAs(UnmanagedType.U1)] bool nonBlocking);

    [LibraryImport(Library)]
    internal static partial nint ft_clone(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_contiguous(TensorHandle self);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ft_from_file(string filename, sbyte shared, long size, NativeOptions options);

    [LibraryImport(Library)]
    internal static partial nint ft_pin_memory(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_alias(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_set_data(TensorHandle self, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int ft_set_(TensorHandle self, TensorHandle source);
}
