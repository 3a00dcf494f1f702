using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Sums, extremes and order.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Wrap(Native.ft_sum(_handle, default, -1, false, TypeOf(type)));

        /// <summary>The sum along a dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Sum([dim], keepdim, type);

        /// <summary>The sum along two dimensions.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => Sum([dim0, dim1], keepdim, type);

        /// <summary>The sum along three dimensions.</summary>
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => Sum([dim0, dim1, dim2], keepdim, type);

        /// <summary>The sum along dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Sum(dim, keepdim, type);

        /// <summary>The sum along dimensions.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Sum(dim, keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Wrap(Native.ft_mean(_handle, default, -1, false, -1));

        /// <summary>The mean along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Wrap(Native.ft_mean(_handle, dimensions, dimensions.Length, keepdim, TypeOf(type)));

        /// <summary>The sum of all elements that are numbers.</summary>
        public Tensor nansum() => Wrap(Native.ft_nansum(_handle, default, -1, false, -1));

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Wrap(Native.ft_prod(_handle, TypeOf(type)));

        /// <summary>The product along a dimension.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Wrap(Native.ft_prod_dim(_handle, dim, keepdim, TypeOf(type)));

        /// <summary>The variance of all elements.</summary>
        public Tensor var(bool unbiased = true) => Wrap(Native.ft_var(_handle, default, -1, unbiased, false));

        /// <summary>The variance along a dimension.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        /// <summary>The variance along dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        /// <summary>The variance along dimensions.</summary>
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => As(Wrap(Native.ft_var(_handle, dimensions, dimensions.Length, unbiased, keepdim)), type);

        /// <summary>The standard deviation of all elements.</summary>
        public Tensor std(bool unbiased = true) => Wrap(Native.ft_std(_handle, default, -1, unbiased, false));

        /// <summary>The standard deviation along a dimension.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        /// <summary>The standard deviation along dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        /// <summary>The standard deviation along dimensions.</summary>
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => As(Wrap(Native.ft_std(_handle, dimensions, dimensions.Length, unbiased, keepdim)), type);

        /// <summary>The greatest element.</summary>
        public Tensor max() => Wrap(Native.ft_max_all(_handle));

        /// <summary>The greatest element of both tensors.</summary>
        public Tensor max(Tensor other) => maximum(other);

        /// <summary>The greatest elements along a dimension, with their positions.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Pair(Native.ft_max_dim(_handle, dim, keepdim, out var values, out var indices), values, indices);

        /// <summary>The position of the greatest element.</summary>
        public Tensor argmax() => Wrap(Native.ft_argmax_all(_handle));

        /// <summary>The positions of the greatest elements along a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Wrap(Native.ft_argmax_dim(_handle, dim, keepdim));

        /// <summary>The greatest elements along dimensions.</summary>
        public Tensor amax(params long[] dims) => Wrap(Native.ft_amax(_handle, dims, dims.Length, false));

        /// <summary>The least element.</summary>
        public Tensor min() => Wrap(Native.ft_min_all(_handle));

        /// <summary>The least element of both tensors.</summary>
        public Tensor min(Tensor other) => minimum(other);

        /// <summary>The least elements along a dimension, with their positions.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Pair(Native.ft_min_dim(_handle, dim, keepdim, out var values, out var indices), values, indices);

        /// <summary>The position of the least element.</summary>
        public Tensor argmin() => Wrap(Native.ft_argmin_all(_handle));

        /// <summary>The positions of the least elements along a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Wrap(Native.ft_argmin_dim(_handle, dim, keepdim));

        /// <summary>The least elements along dimensions.</summary>
        public Tensor amin(params long[] dims) => Wrap(Native.ft_amin(_handle, dims, dims.Length, false));

        /// <summary>Whether all elements are true.</summary>
        public Tensor all() => Wrap(Native.ft_all_all(_handle));

        /// <summary>Whether all elements are true along a dimension.</summary>
        public Tensor all(long dim, bool keepdim = false) => Wrap(Native.ft_all_dim(_handle, dim, keepdim));

        /// <summary>Whether any element is true.</summary>
        public Tensor any() => Wrap(Native.ft_any_all(_handle));

        /// <summary>Whether any element is true along a dimension.</summary>
        public Tensor any(long dim, bool keepdim = false) => Wrap(Native.ft_any_dim(_handle, dim, keepdim));

        /// <summary>The middle element.</summary>
        public Tensor median() => Wrap(Native.ft_median_all(_handle));

        /// <summary>The middle element of those that are numbers.</summary>
        public Tensor nanmedian() => Wrap(Native.ft_nanmedian_all(_handle));

        /// <summary>The logarithm of the sum of exponentials along a dimension.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Wrap(Native.ft_logsumexp_dim(_handle, dim, keepdim));

        /// <summary>The most common elements along a dimension, with their positions.</summary>
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Pair(Native.ft_mode_dim(_handle, dim, keepdim, out var values, out var indices), values, indices);

        /// <summary>The k greatest or least elements along a dimension, with their positions.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Pair(Native.ft_topk(_handle, k, dim, largest, sorted, out var values, out var indices), values, indices);

        /// <summary>The elements in order along a dimension, with their positions.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Pair(Native.ft_sort(_handle, dim, descending, stable, out var values, out var indices), values, indices);

        /// <summary>The k-th least elements along a dimension, with their positions.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Pair(Native.ft_kthvalue(_handle, k, dim ?? -1, keepdim, out var values, out var indices), values, indices);

        /// <summary>The positions that put the elements in order.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Wrap(Native.ft_argsort(_handle, dim, descending));

        /// <summary>The elements in order along the first dimension.</summary>
        public Tensor msort() => Wrap(Native.ft_msort(_handle));

        /// <summary>Running sums along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Wrap(Native.ft_cumsum(_handle, dim, TypeOf(type)));

        /// <summary>Running products along a dimension.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Wrap(Native.ft_cumprod(_handle, dim, TypeOf(type)));

        /// <summary>The logarithm of running sums of exponentials.</summary>
        public Tensor logcumsumexp(long dim) => Wrap(Native.ft_logcumsumexp(_handle, dim));

        /// <summary>How many elements are not zero.</summary>
        public Tensor count_nonzero(long[]? dims = null) => Wrap(Native.ft_count_nonzero(_handle, dims, dims?.Length ?? -1));

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2) => Wrap(Native.ft_norm(_handle, NativeScalar.Of((double)p), default, -1, false));

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Wrap(Native.ft_norm(_handle, NativeScalar.Of((double)p), [dim], 1, keepdim));

        /// <summary>The quantiles of the elements along a dimension.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Wrap(Native.ft_quantile(_handle, q._handle, dim, keepdim));

        /// <summary>How many elements fall into each of equal ranges.</summary>
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Wrap(Native.ft_histc(_handle, bins, NativeScalar.Of(min), NativeScalar.Of(max)));

        /// <summary>How often each number occurs.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Wrap(Native.ft_bincount(_handle, TensorHandle.Of(weights), minlength));
    }
}
