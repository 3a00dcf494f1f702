using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Products of matrices.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product.</summary>
        public Tensor matmul(Tensor target) => Wrap(Native.ft_matmul(_handle, target._handle));

        /// <summary>The product of two matrices.</summary>
        public Tensor mm(Tensor target) => Wrap(Native.ft_mm(_handle, target._handle));

        /// <summary>The products of two batches of matrices.</summary>
        public Tensor bmm(Tensor batch2) => Wrap(Native.ft_bmm(_handle, batch2._handle));

        /// <summary>The product of a matrix and a vector.</summary>
        public Tensor mv(Tensor target) => Wrap(Native.ft_mv(_handle, target._handle));

        /// <summary>The dot product of two vectors.</summary>
        public Tensor dot(Tensor target) => Wrap(Native.ft_dot(_handle, target._handle));

        /// <summary>The dot product of two vectors, the first conjugated.</summary>
        public Tensor vdot(Tensor target) => Wrap(Native.ft_vdot(_handle, target._handle));

        /// <summary>The inner product along the last dimension.</summary>
        public Tensor inner(Tensor vec2) => Wrap(Native.ft_inner(_handle, vec2._handle));

        /// <summary>The outer product of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Wrap(Native.ft_outer(_handle, vec2._handle));

        /// <summary>The Kronecker product.</summary>
        public Tensor kron(Tensor other) => Wrap(Native.ft_kron(_handle, other._handle));

        /// <summary>beta times this plus alpha times a product of matrices.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Wrap(Native.ft_addmm(_handle, mat1._handle, mat2._handle, beta, alpha));

        /// <summary>beta times this plus alpha times a product of matrices, in place.</summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => InPlace(Native.ft_addmm_(_handle, mat1._handle, mat2._handle, beta, alpha));

        /// <summary>beta times this plus alpha times a sum of products of matrices.</summary>
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Wrap(Native.ft_addbmm(_handle, batch1._handle, batch2._handle, beta, alpha));

        /// <summary>beta times this plus alpha times a matrix times a vector.</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Wrap(Native.ft_addmv(_handle, mat._handle, vec._handle, beta, alpha));

        /// <summary>beta times this plus alpha times the products of two batches of matrices.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Wrap(Native.ft_baddbmm(_handle, batch1._handle, batch2._handle, beta, alpha));

        /// <summary>The sum of the diagonal.</summary>
        public Tensor trace() => Wrap(Native.ft_trace(_handle));

        /// <summary>The covariance of the rows.</summary>
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) => fweights is null && aweights is null ? Wrap(Native.ft_cov(_handle, correction)) : throw new NotSupportedException("cov: weights are not offered by this stand-in.");
    }
}
