using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Functions that need more than one line.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>NaN and infinities replaced by numbers.</summary>
        public unsafe Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null)
        {
            double high = posinf ?? 0, low = neginf ?? 0;
            return Wrap(Native.ft_nan_to_num(_handle, nan, posinf is null ? null : &high, neginf is null ? null : &low));
        }

        /// <summary>The logarithm of the odds.</summary>
        public unsafe Tensor logit(double? eps = null)
        {
            var margin = eps ?? 0;
            return Wrap(Native.ft_logit(_handle, eps is null ? null : &margin));
        }

        /// <summary>Every step-th position of a range along a dimension, as a view.</summary>
        public unsafe Tensor slice(long dim, long start, long finish, long step) =>
            Wrap(Native.ft_slice(_handle, dim, &start, &finish, step));

        /// <summary>The tensor in so many parts of equal size; the last may be smaller.</summary>
        public Tensor[] chunk(long chunks, long dim = 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunks);
            var length = size((int)dim);
            var part = Math.Max(1, (length + chunks - 1) / chunks);
            return split(part, (int)dim);
        }

        /// <summary>The tensor in parts of a size; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
            var length = this.size(dim);
            var sizes = new long[Math.Max(1, (length + size - 1) / size)];
            Array.Fill(sizes, size);
            sizes[^1] = length - (size * (sizes.Length - 1));
            return split(sizes, dim);
        }

        /// <summary>The tensor in parts of given sizes.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => split((ReadOnlySpan<long>)sizes, dim);

        /// <summary>The tensor in parts of given sizes along the first dimension.</summary>
        public Tensor[] split(params long[] sizes) => split((ReadOnlySpan<long>)sizes);

        /// <summary>The tensor in parts of given sizes.</summary>
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            var parts = new nint[sizes.Length];
            Native.Check(Native.ft_split(_handle, sizes, sizes.Length, dim, parts));
            return WrapAll(parts);
        }

        /// <summary>The slices along a dimension.</summary>
        public Tensor[] unbind(long dimension = 0)
        {
            var parts = new nint[size((int)dimension)];
            Native.Check(Native.ft_unbind(_handle, dimension, parts.Length, parts));
            return WrapAll(parts);
        }

        /// <summary>The different elements, and where asked for their places and numbers.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            nint values, inverse, counts;
            Native.Check(dim is { } along
                ? Native.ft_unique_dim(_handle, along, sorted, return_inverse, return_counts, out values, out inverse, out counts)
                : Native.ft_unique(_handle, sorted, return_inverse, return_counts, out values, out inverse, out counts));
            return (Wrap(values), WrapOrNull(inverse), WrapOrNull(counts));
        }

        /// <summary>The least and the greatest elements.</summary>
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => dim is { } along
            ? Pair(Native.ft_aminmax_dim(_handle, along, keepdim, out var least, out var greatest), least, greatest)
            : (min(), max());

        /// <summary>The standard deviation and the mean of all elements.</summary>
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) =>
            Pair(Native.ft_std_mean(_handle, default, -1, unbiased, false, out var std, out var mean), std, mean);

        /// <summary>The variance and the mean of all elements.</summary>
        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) =>
            Pair(Native.ft_var_mean(_handle, default, -1, unbiased, false, out var variance, out var mean), variance, mean);
    }
}
