using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Comparisons.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether each element equals the other's.</summary>
        public Tensor eq(Tensor target) => Wrap(Native.ft_eq(_handle, target._handle));

        /// <summary>Whether each element equals a number.</summary>
        public Tensor eq(Scalar target) => Wrap(Native.ft_eq_scalar(_handle, target.Native));

        /// <summary>Whether each element equals the other's, in place.</summary>
        public Tensor eq_(Tensor target) => InPlace(Native.ft_eq_(_handle, target._handle));

        /// <summary>Whether each element equals a number, in place.</summary>
        public Tensor eq_(Scalar target) => InPlace(Native.ft_eq_scalar_(_handle, target.Native));

        /// <summary>Whether each element differs from the other's.</summary>
        public Tensor ne(Tensor target) => Wrap(Native.ft_ne(_handle, target._handle));

        /// <summary>Whether each element differs from a number.</summary>
        public Tensor ne(Scalar target) => Wrap(Native.ft_ne_scalar(_handle, target.Native));

        /// <summary>Whether each element differs from the other's, in place.</summary>
        public Tensor ne_(Tensor target) => InPlace(Native.ft_ne_(_handle, target._handle));

        /// <summary>Whether each element differs from a number, in place.</summary>
        public Tensor ne_(Scalar target) => InPlace(Native.ft_ne_scalar_(_handle, target.Native));

        /// <summary>Whether each element differs from the other's.</summary>
        public Tensor not_equal(Tensor target) => ne(target);

        /// <summary>Whether each element is less than the other's.</summary>
        public Tensor lt(Tensor target) => Wrap(Native.ft_lt(_handle, target._handle));

        /// <summary>Whether each element is less than a number.</summary>
        public Tensor lt(Scalar target) => Wrap(Native.ft_lt_scalar(_handle, target.Native));

        /// <summary>Whether each element is less than the other's, in place.</summary>
        public Tensor lt_(Tensor target) => InPlace(Native.ft_lt_(_handle, target._handle));

        /// <summary>Whether each element is less than a number, in place.</summary>
        public Tensor lt_(Scalar target) => InPlace(Native.ft_lt_scalar_(_handle, target.Native));

        /// <summary>Whether each element is less than the other's.</summary>
        public Tensor less(Tensor target) => lt(target);

        /// <summary>Whether each element is at most the other's.</summary>
        public Tensor le(Tensor target) => Wrap(Native.ft_le(_handle, target._handle));

        /// <summary>Whether each element is at most a number.</summary>
        public Tensor le(Scalar target) => Wrap(Native.ft_le_scalar(_handle, target.Native));

        /// <summary>Whether each element is at most the other's, in place.</summary>
        public Tensor le_(Tensor target) => InPlace(Native.ft_le_(_handle, target._handle));

        /// <summary>Whether each element is at most a number, in place.</summary>
        public Tensor le_(Scalar target) => InPlace(Native.ft_le_scalar_(_handle, target.Native));

        /// <summary>Whether each element is at most the other's.</summary>
        public Tensor less_equal(Tensor target) => le(target);

        /// <summary>Whether each element is greater than the other's.</summary>
        public Tensor gt(Tensor target) => Wrap(Native.ft_gt(_handle, target._handle));

        /// <summary>Whether each element is greater than a number.</summary>
        public Tensor gt(Scalar target) => Wrap(Native.ft_gt_scalar(_handle, target.Native));

        /// <summary>Whether each element is greater than the other's, in place.</summary>
        public Tensor gt_(Tensor target) => InPlace(Native.ft_gt_(_handle, target._handle));

        /// <summary>Whether each element is greater than a number, in place.</summary>
        public Tensor gt_(Scalar target) => InPlace(Native.ft_gt_scalar_(_handle, target.Native));

        /// <summary>Whether each element is greater than the other's.</summary>
        public Tensor greater(Tensor target) => gt(target);

        /// <summary>Whether each element is at least the other's.</summary>
        public Tensor ge(Tensor target) => Wrap(Native.ft_ge(_handle, target._handle));

        /// <summary>Whether each element is at least a number.</summary>
        public Tensor ge(Scalar target) => Wrap(Native.ft_ge_scalar(_handle, target.Native));

        /// <summary>Whether each element is at least the other's, in place.</summary>
        public Tensor ge_(Tensor target) => InPlace(Native.ft_ge_(_handle, target._handle));

        /// <summary>Whether each element is at least a number, in place.</summary>
        public Tensor ge_(Scalar target) => InPlace(Native.ft_ge_scalar_(_handle, target.Native));

        /// <summary>Whether each element is at least the other's.</summary>
        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>Whether each element is close to the other's.</summary>
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) => Wrap(Native.ft_isclose(_handle, other._handle, rtol, atol, nanEqual));

        /// <summary>Whether all elements are close to the other's.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) => AllClose(Native.ft_allclose(_handle, target._handle, rtol, atol, equal_nan));

        /// <summary>Whether both have the same shape and elements, as a tensor.</summary>
        public Tensor equal(Tensor target) => tensor(shape.AsSpan().SequenceEqual(target.shape) && eq(target).all().ToBoolean());
    }
}
