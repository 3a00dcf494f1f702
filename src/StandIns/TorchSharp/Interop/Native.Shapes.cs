using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Views, joins, splits and indexing (native/shapes.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_view(TensorHandle self, ReadOnlySpan<long> values, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_reshape(TensorHandle self, ReadOnlySpan<long> values, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_permute(TensorHandle self, ReadOnlySpan<long> values, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_repeat(TensorHandle self, ReadOnlySpan<long> values, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_tile(TensorHandle self, ReadOnlySpan<long> values, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_flip(TensorHandle self, ReadOnlySpan<long> values, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_broadcast_to(TensorHandle self, ReadOnlySpan<long> values, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_expand(TensorHandle self, ReadOnlySpan<long> sizes, long count, [MarshalAs(UnmanagedType.U1)] bool hidden);

    [LibraryImport(Library)]
    internal static partial nint ft_as_strided(TensorHandle self, ReadOnlySpan<long> sizes, ReadOnlySpan<long> strides, long count, long offset);

    [LibraryImport(Library)]
    internal static partial nint ft_transpose(TensorHandle self, long first, long second);

    [LibraryImport(Library)]
    internal static partial int ft_transpose_(TensorHandle self, long first, long second);

    [LibraryImport(Library)]
    internal static partial nint ft_movedim(TensorHandle self, ReadOnlySpan<long> source, ReadOnlySpan<long> destination, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_unsqueeze(TensorHandle self, long dim);

    [LibraryImport(Library)]
    internal static partial int ft_unsqueeze_(TensorHandle self, long dim);

    [LibraryImport(Library)]
    internal static partial nint ft_squeeze(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_squeeze_dim(TensorHandle self, long dim);

    [LibraryImport(Library)]
    internal static partial int ft_squeeze_(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial int ft_squeeze_dim_(TensorHandle self, long dim);

    [LibraryImport(Library)]
    internal static partial nint ft_flatten(TensorHandle self, long start, long end);

    [LibraryImport(Library)]
    internal static partial nint ft_unflatten(TensorHandle self, long dim, ReadOnlySpan<long> sizes, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_unfold(TensorHandle self, long dim, long size, long step);

    [LibraryImport(Library)]
    internal static partial nint ft_select(TensorHandle self, long dim, long index);

    [LibraryImport(Library)]
    internal static partial nint ft_narrow(TensorHandle self, long dim, long start, long length);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_slice(TensorHandle self, long dim, long* start, long* end, long step);

    [LibraryImport(Library)]
    internal static partial nint ft_roll(TensorHandle self, ReadOnlySpan<long> shifts, long count, ReadOnlySpan<long> dims, long dimsCount);

    [LibraryImport(Library)]
    internal static partial nint ft_diagonal(TensorHandle self, long offset, long dim1, long dim2);

    [LibraryImport(Library)]
    internal static partial nint ft_diag(TensorHandle self, long offset);

    [LibraryImport(Library)]
    internal static partial nint ft_tril(TensorHandle self, long diagonal);

    [LibraryImport(Library)]
    internal static partial nint ft_triu(TensorHandle self, long diagonal);

    [LibraryImport(Library)]
    internal static partial int ft_tril_(TensorHandle self, long diagonal);

    [LibraryImport(Library)]
    internal static partial int ft_triu_(TensorHandle self, long diagonal);

    [LibraryImport(Library)]
    internal static partial nint ft_trace(TensorHandle self);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_repeat_interleave(TensorHandle self, long repeats, long* dim);

    [LibraryImport(Library)]
    internal static unsafe partial nint ft_repeat_interleave_tensor(TensorHandle self, TensorHandle repeats, long* dim);

    [LibraryImport(Library)]
    internal static partial nint ft_cat(ReadOnlySpan<nint> tensors, long count, long dim);

    [LibraryImport(Library)]
    internal static partial nint ft_stack(ReadOnlySpan<nint> tensors, long count, long dim);

    [LibraryImport(Library)]
    internal static partial int ft_split(TensorHandle self, ReadOnlySpan<long> sizes, long count, long dim, Span<nint> results);

    [LibraryImport(Library)]
    internal static partial int ft_unbind(TensorHandle self, long dim, long count, Span<nint> results);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ft_meshgrid(ReadOnlySpan<nint> tensors, long count, string indexing, Span<nint> results);

    [LibraryImport(Library)]
    internal static partial int ft_broadcast_tensors(ReadOnlySpan<nint> tensors, long count, Span<nint> results);

    [LibraryImport(Library)]
    internal static partial nint ft_index_select(TensorHandle self, long dim, TensorHandle index);

    [LibraryImport(Library)]
    internal static partial nint ft_gather(TensorHandle self, long dim, TensorHandle index);

    [LibraryImport(Library)]
    internal static partial nint ft_take(TensorHandle self, TensorHandle index);

    [LibraryImport(Library)]
    internal static partial nint ft_take_along_dim(TensorHandle self, TensorHandle index, long dim);

    [LibraryImport(Library)]
    internal static partial nint ft_scatter(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int ft_scatter_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial nint ft_scatter_add(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int ft_scatter_add_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial nint ft_index_copy(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial int ft_index_copy_(TensorHandle self, long dim, TensorHandle index, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial nint ft_index_add(TensorHandle self, long dim, TensorHandle index, TensorHandle source, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial int ft_index_add_(TensorHandle self, long dim, TensorHandle index, TensorHandle source, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_index_fill(TensorHandle self, long dim, TensorHandle index, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int ft_index_fill_(TensorHandle self, long dim, TensorHandle index, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial nint ft_masked_fill(TensorHandle self, TensorHandle mask, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial int ft_masked_fill_(TensorHandle self, TensorHandle mask, NativeScalar value);

    [LibraryImport(Library)]
    internal static partial nint ft_masked_select(TensorHandle self, TensorHandle mask);

    [LibraryImport(Library)]
    internal static partial nint ft_masked_scatter(TensorHandle self, TensorHandle mask, TensorHandle source);

    [LibraryImport(Library)]
    internal static partial nint ft_where(TensorHandle condition, TensorHandle yes, TensorHandle no);

    [LibraryImport(Library)]
    internal static partial nint ft_nonzero(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_index(TensorHandle self, ReadOnlySpan<NativeIndex> entries, long count);

    [LibraryImport(Library)]
    internal static partial int ft_index_put_(TensorHandle self, ReadOnlySpan<NativeIndex> entries, long count, TensorHandle value, [MarshalAs(UnmanagedType.U1)] bool accumulate);
}
