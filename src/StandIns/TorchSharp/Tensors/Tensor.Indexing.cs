using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Reading and writing by position.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements at positions along a dimension.</summary>
        public Tensor index_select(long dim, Tensor index) => Wrap(Native.ft_index_select(_handle, dim, index._handle));

        /// <summary>For each place, the element at a position along a dimension.</summary>
        public Tensor gather(long dim, Tensor index) => Wrap(Native.ft_gather(_handle, dim, index._handle));

        /// <summary>The elements at positions over all elements.</summary>
        public Tensor take(Tensor index) => Wrap(Native.ft_take(_handle, index._handle));

        /// <summary>For each place, the element at a position along a dimension.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Wrap(Native.ft_take_along_dim(_handle, indices._handle, dim));

        /// <summary>Writes elements at positions along a dimension, in a copy.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Wrap(Native.ft_scatter(_handle, dim, index._handle, src._handle));

        /// <summary>Writes elements at positions along a dimension, in place.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(Native.ft_scatter_(_handle, dim, index._handle, src._handle));

        /// <summary>Adds elements at positions along a dimension, in a copy.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Wrap(Native.ft_scatter_add(_handle, dim, index._handle, src._handle));

        /// <summary>Adds elements at positions along a dimension, in place.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(Native.ft_scatter_add_(_handle, dim, index._handle, src._handle));

        /// <summary>Copies slices to positions along a dimension, in a copy.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Wrap(Native.ft_index_copy(_handle, dim, index._handle, source._handle));

        /// <summary>Copies slices to positions along a dimension, in place.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(Native.ft_index_copy_(_handle, dim, index._handle, source._handle));

        /// <summary>Adds slices at positions along a dimension, in a copy.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Wrap(Native.ft_index_add(_handle, dim, index._handle, source._handle, alpha.Native));

        /// <summary>Adds slices at positions along a dimension, in place.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => InPlace(Native.ft_index_add_(_handle, dim, index._handle, source._handle, alpha.Native));

        /// <summary>Sets slices at positions along a dimension, in a copy.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Wrap(Native.ft_index_fill(_handle, dim, index._handle, value.Native));

        /// <summary>Sets slices at positions along a dimension, in place.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => InPlace(Native.ft_index_fill_(_handle, dim, index._handle, value.Native));

        /// <summary>Sets the elements where a mask is true, in a copy.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Wrap(Native.ft_masked_fill(_handle, mask._handle, value.Native));

        /// <summary>Sets the elements where a mask is true, in place.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(Native.ft_masked_fill_(_handle, mask._handle, value.Native));

        /// <summary>The elements where a mask is true.</summary>
        public Tensor masked_select(Tensor mask) => Wrap(Native.ft_masked_select(_handle, mask._handle));

        /// <summary>Writes values in turn where a mask is true, in a copy.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Wrap(Native.ft_masked_scatter(_handle, mask._handle, value._handle));

        /// <summary>These elements where a condition is true, others elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Wrap(Native.ft_where(condition._handle, _handle, y._handle));

        /// <summary>The positions of the elements that are not zero, one row each.</summary>
        public Tensor nonzero() => Wrap(Native.ft_nonzero(_handle));

        /// <summary>Each element repeated.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => RepeatInterleave(repeats, dim);

        /// <summary>Each element repeated.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => RepeatInterleave(repeats, dim);
    }
}
