using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Shapes and views.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements seen in another shape.</summary>
        public Tensor view(params long[] shape) => Wrap(Native.ft_view(_handle, shape, shape.Length));

        /// <summary>The same elements in another shape, copied where a view cannot be.</summary>
        public Tensor reshape(params long[] shape) => Wrap(Native.ft_reshape(_handle, shape, shape.Length));

        /// <summary>The dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Wrap(Native.ft_permute(_handle, permutation, permutation.Length));

        /// <summary>The tensor repeated along each dimension.</summary>
        public Tensor repeat(params long[] sizes) => Wrap(Native.ft_repeat(_handle, sizes, sizes.Length));

        /// <summary>The order of the elements reversed along dimensions.</summary>
        public Tensor flip(params long[] dims) => Wrap(Native.ft_flip(_handle, dims, dims.Length));

        /// <summary>The tensor widened to a shape without a copy.</summary>
        public Tensor broadcast_to(params long[] shape) => Wrap(Native.ft_broadcast_to(_handle, shape, shape.Length));

        /// <summary>The tensor repeated along each dimension.</summary>
        public Tensor tile(long[] reps) => Wrap(Native.ft_tile(_handle, reps, reps.Length));

        /// <summary>The dimensions in another order.</summary>
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        /// <summary>The elements of another's shape.</summary>
        public Tensor view_as(Tensor other) => view(other.shape);

        /// <summary>Dimensions of size one widened without a copy.</summary>
        public Tensor expand(params long[] sizes) => Wrap(Native.ft_expand(_handle, sizes, sizes.Length, false));

        /// <summary>Dimensions of size one widened without a copy.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => Wrap(Native.ft_expand(_handle, sizes, sizes.Length, isImplicit));

        /// <summary>Dimensions of size one widened without a copy.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Wrap(Native.ft_expand(_handle, sizes, sizes.Length, isImplicit));

        /// <summary>Widened without a copy to another's shape.</summary>
        public Tensor expand_as(Tensor other) => expand(other.shape);

        /// <summary>A view by sizes and steps.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Wrap(Native.ft_as_strided(_handle, size, strides, size.Length, storageOffset));

        /// <summary>Two dimensions swapped.</summary>
        public Tensor transpose(long dim0, long dim1) => Wrap(Native.ft_transpose(_handle, dim0, dim1));

        /// <summary>Two dimensions swapped in place.</summary>
        public Tensor transpose_(long dim0, long dim1) => InPlace(Native.ft_transpose_(_handle, dim0, dim1));

        /// <summary>Two dimensions swapped.</summary>
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        /// <summary>Two dimensions swapped.</summary>
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        /// <summary>A matrix transposed.</summary>
        public Tensor t() => ndim < 2 ? alias() : transpose(0, 1);

        /// <summary>Dimensions moved.</summary>
        public Tensor movedim(long[] source, long[] destination) => Wrap(Native.ft_movedim(_handle, source, destination, source.Length));

        /// <summary>Dimensions moved.</summary>
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        /// <summary>A dimension of size one put in.</summary>
        public Tensor unsqueeze(long dim) => Wrap(Native.ft_unsqueeze(_handle, dim));

        /// <summary>A dimension of size one put in, in place.</summary>
        public Tensor unsqueeze_(long dim) => InPlace(Native.ft_unsqueeze_(_handle, dim));

        /// <summary>Dimensions of size one taken out.</summary>
        public Tensor squeeze(long? dim = null) => Wrap(dim is { } at ? Native.ft_squeeze_dim(_handle, at) : Native.ft_squeeze(_handle));

        /// <summary>Dimensions of size one taken out, in place.</summary>
        public Tensor squeeze_(long? dim = null) => InPlace(dim is { } at ? Native.ft_squeeze_dim_(_handle, at) : Native.ft_squeeze_(_handle));

        /// <summary>A range of dimensions merged into one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Wrap(Native.ft_flatten(_handle, start_dim, end_dim));

        /// <summary>All dimensions merged into one.</summary>
        public Tensor ravel() => flatten();

        /// <summary>One dimension split into several.</summary>
        public Tensor unflatten(long dim, params long[] sizes) => Wrap(Native.ft_unflatten(_handle, dim, sizes, sizes.Length));

        /// <summary>Sliding windows along a dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Wrap(Native.ft_unfold(_handle, dimension, size, step));

        /// <summary>A range along a dimension, as a view.</summary>
        public Tensor narrow(long dim, long start, long length) => Wrap(Native.ft_narrow(_handle, dim, start, length));

        /// <summary>One position along a dimension, as a view.</summary>
        public Tensor select(long dim, long index) => Wrap(Native.ft_select(_handle, dim, index));

        /// <summary>The elements moved along dimensions, wrapping around.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Wrap(Native.ft_roll(_handle, shifts, shifts.Length, dims, dims.Length));

        /// <summary>The elements moved along a dimension, wrapping around.</summary>
        public Tensor roll(long shifts, long? dims = null) => Wrap(Native.ft_roll(_handle, [shifts], 1, dims is { } d ? [d] : [], dims is null ? 0 : 1));

        /// <summary>The diagonal of two dimensions.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Wrap(Native.ft_diagonal(_handle, offset, dim1, dim2));

        /// <summary>The diagonal of a matrix, or a matrix of a diagonal.</summary>
        public Tensor diag(long diagonal = 0) => Wrap(Native.ft_diag(_handle, diagonal));

        /// <summary>The elements at and below a diagonal, the others zero.</summary>
        public Tensor tril(long diagonal = 0) => Wrap(Native.ft_tril(_handle, diagonal));

        /// <summary>Zeroes all but the elements at and below a diagonal.</summary>
        public Tensor tril_(long diagonal = 0) => InPlace(Native.ft_tril_(_handle, diagonal));

        /// <summary>The elements at and above a diagonal, the others zero.</summary>
        public Tensor triu(long diagonal = 0) => Wrap(Native.ft_triu(_handle, diagonal));

        /// <summary>Zeroes all but the elements at and above a diagonal.</summary>
        public Tensor triu_(long diagonal = 0) => InPlace(Native.ft_triu_(_handle, diagonal));

        /// <summary>The elements in memory in order and without gaps.</summary>
        public Tensor contiguous() => Wrap(Native.ft_contiguous(_handle));

        /// <summary>A copy.</summary>
        public Tensor clone() => Wrap(Native.ft_clone(_handle));

        /// <summary>Another tensor over the same elements.</summary>
        public Tensor alias() => Wrap(Native.ft_alias(_handle));
    }
}
