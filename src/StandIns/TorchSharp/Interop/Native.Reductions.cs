using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Sums, extremes, order and matrix products (native/reductions.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_sum(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_mean(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_nansum(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_nanmean(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_var(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool unbiased, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_std(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool unbiased, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial int ft_var_mean(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool unbiased, [MarshalAs(UnmanagedType.U1)] bool keepdim, out nint var, out nint mean);

    [LibraryImport(Library)]
    internal static partial int ft_std_mean(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool unbiased, [MarshalAs(UnmanagedType.U1)] bool keepdim, out nint std, out nint mean);

    [LibraryImport(Library)]
    internal static partial nint ft_prod(TensorHandle self, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_prod_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_amax(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_amin(TensorHandle self, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_max_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_min_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_all_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_any_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_argmax_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_argmin_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_median_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_nanmedian_all(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_all_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_any_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_argmax_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_argmin_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_logsumexp_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial int ft_max_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, out nint values, out nint indices);

    [LibraryImport(Library)]
    internal static partial int ft_min_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, out nint values, out nint indices);

    [LibraryImport(Library)]
    internal static partial int ft_mode_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, out nint values, out nint indices);

    [LibraryImport(Library)]
    internal static partial int ft_aminmax_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, out nint values, out nint indices);

    [LibraryImport(Library)]
    internal static partial int ft_kthvalue(TensorHandle self, long k, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim, out nint values, out nint indices);

    [LibraryImport(Library)]
    internal static partial int ft_topk(TensorHandle self, long k, long dim, [MarshalAs(UnmanagedType.U1)] bool largest, [MarshalAs(UnmanagedType.U1)] bool sorted, out nint values, out nint indices);

    [LibraryImport(Library)]
    internal static partial int ft_sort(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool descending, [MarshalAs(UnmanagedType.U1)] bool stable, out nint values, out nint indices);

    [LibraryImport(Library)]
    internal static partial nint ft_argsort(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool descending);

    [LibraryImport(Library)]
    internal static partial nint ft_msort(TensorHandle self);

    [LibraryImport(Library)]
    internal static partial nint ft_cumsum(TensorHandle self, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_cumprod(TensorHandle self, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_logcumsumexp(TensorHandle self, long dim);

    [LibraryImport(Library)]
    internal static partial nint ft_count_nonzero(TensorHandle self, ReadOnlySpan<long> dims, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_norm(TensorHandle self, NativeScalar p, ReadOnlySpan<long> dims, long count, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_quantile(TensorHandle self, TensorHandle q, long dim, [MarshalAs(UnmanagedType.U1)] bool keepdim);

    [LibraryImport(Library)]
    internal static partial nint ft_histc(TensorHandle self, long bins, NativeScalar min, NativeScalar max);

    [LibraryImport(Library)]
    internal static partial nint ft_bincount(TensorHandle self, TensorHandle weights, long minlength);

    [LibraryImport(Library)]
    internal static partial nint ft_searchsorted(TensorHandle sorted, TensorHandle values, [MarshalAs(UnmanagedType.U1)] bool outInt32, [MarshalAs(UnmanagedType.U1)] bool right);

    [LibraryImport(Library)]
    internal static partial int ft_unique(TensorHandle self, [MarshalAs(UnmanagedType.U1)] bool sorted, [MarshalAs(UnmanagedType.U1)] bool inverse, [MarshalAs(UnmanagedType.U1)] bool counts, out nint values, out nint inverses, out nint numbers);

    [LibraryImport(Library)]
    internal static partial int ft_unique_dim(TensorHandle self, long dim, [MarshalAs(UnmanagedType.U1)] bool sorted, [MarshalAs(UnmanagedType.U1)] bool inverse, [MarshalAs(UnmanagedType.U1)] bool counts, out nint values, out nint inverses, out nint numbers);

    [LibraryImport(Library)]
    internal static partial nint ft_matmul(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_mm(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_bmm(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_mv(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_dot(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_vdot(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_inner(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_outer(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_kron(TensorHandle self, TensorHandle other);

    [LibraryImport(Library)]
    internal static partial nint ft_addmm(TensorHandle self, TensorHandle first, TensorHandle second, double beta, double alpha);

    [LibraryImport(Library)]
    internal static partial int ft_addmm_(TensorHandle self, TensorHandle first, TensorHandle second, double beta, double alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_addbmm(TensorHandle self, TensorHandle first, TensorHandle second, double beta, double alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_addmv(TensorHandle self, TensorHandle matrix, TensorHandle vector, double beta, double alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_baddbmm(TensorHandle self, TensorHandle first, TensorHandle second, double beta, double alpha);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ft_einsum(string equation, ReadOnlySpan<nint> tensors, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_tensordot(TensorHandle self, TensorHandle other, ReadOnlySpan<long> dimsSelf, ReadOnlySpan<long> dimsOther, long count);

    [LibraryImport(Library)]
    internal static partial nint ft_cov(TensorHandle self, long correction);
}
