using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Brackets.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The part that the entries name, as in Python.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements at the positions that the tensors name.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The part at a position of the first dimension.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index(TensorIndex.Single(i1));
            set => index_put_(value, TensorIndex.Single(i1));
        }

        /// <summary>The part at a position of the first two dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2));
        }

        /// <summary>The part at a position of the first three dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
        }

        /// <summary>The part that the entries name, as in Python.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            using var held = new HandleList(Tensors(indices));
            return Wrap(Native.ft_index(_handle, Entries(indices), indices.Length));
        }

        /// <summary>The elements at the positions that the tensors name.</summary>
        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>Writes into the part that the entries name.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>Writes into, or adds to, the part that the entries name.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var held = new HandleList(Tensors(indices));
            return InPlace(Native.ft_index_put_(_handle, Entries(indices), indices.Length, value._handle, accumulate));
        }

        /// <summary>Writes a number into the part that the entries name.</summary>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = full([], value, dtype, device);
            return index_put_(number, indices, false);
        }

        /// <summary>Writes to the positions that the tensors name.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), false);

        /// <summary>Writes or adds to the positions that the tensors name.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        /// <summary>Writes a number to the positions that the tensors name.</summary>
        public Tensor index_put_(Scalar value, params Tensor[] indices) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        private static List<Tensor> Tensors(TensorIndex[] indices) =>
            [.. from entry in indices where entry.Tensors is not null select entry.Tensors];

        private static NativeIndex[] Entries(TensorIndex[] indices) => Array.ConvertAll(indices, entry => entry.ToNative());
    }
}
