using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The size of each dimension.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[Native.ft_dim(_handle)];
                Native.Check(Native.ft_sizes(_handle, sizes));
                return sizes;
            }
        }

        /// <summary>The number of dimensions.</summary>
        public long ndim => Native.ft_dim(_handle);

        /// <summary>The number of dimensions.</summary>
        public long Dimensions => Native.ft_dim(_handle);

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Native.ft_numel(_handle);

        /// <summary>The bytes of one element.</summary>
        public long ElementSize => Native.ft_element_size(_handle);

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Native.ft_dtype(_handle);

        /// <summary>Where the tensor lies.</summary>
        public Device device => new(device_type, device_index);

        /// <summary>The kind of device.</summary>
        public DeviceType device_type => (DeviceType)Native.ft_device_type(_handle);

        /// <summary>The device's index; -1 for the CPU.</summary>
        public int device_index => Native.ft_device_index(_handle);

        /// <summary>Whether the tensor lies on a CUDA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Whether the tensor has a shape only.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <summary>Whether the tensor is sparse.</summary>
        public bool is_sparse => Native.ft_is_sparse(_handle);

        /// <summary>Whether the tensor starts the graph: no operation with a gradient made it.</summary>
        public bool is_leaf => Native.ft_is_leaf(_handle);

        /// <summary>Whether operations on the tensor are recorded for the backward pass.</summary>
        public bool requires_grad
        {
            get => Native.ft_requires_grad(_handle);
            set => Native.Check(Native.ft_set_requires_grad(_handle, value));
        }

        /// <summary>The gradient that backward passes have added up, or null.</summary>
        public Tensor? grad
        {
            get
            {
                Native.Check(Native.ft_grad(_handle, out var pointer));
                return WrapOrNull(pointer);
            }
            set => Native.Check(Native.ft_set_grad(_handle, TensorHandle.Of(value)));
        }

        /// <summary>The transposed tensor (all dimensions reversed).</summary>
        public Tensor T
        {
            get
            {
                var order = new long[ndim];
                for (var i = 0; i < order.Length; i++)
                {
                    order[i] = order.Length - 1 - i;
                }

                return permute(order);
            }
        }

        /// <summary>The last two dimensions swapped.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>The number of dimensions.</summary>
        public long dim() => Native.ft_dim(_handle);

        /// <summary>The number of elements.</summary>
        public long numel() => Native.ft_numel(_handle);

        /// <summary>The bytes of one element.</summary>
        public long element_size() => Native.ft_element_size(_handle);

        /// <summary>The size of each dimension.</summary>
        public long[] size() => shape;

        /// <summary>The size of one dimension; negative counts from the last.</summary>
        public long size(int dim)
        {
            var sizes = shape;
            return sizes[dim < 0 ? dim + sizes.Length : dim];
        }

        /// <summary>The distance in elements between neighbours along each dimension.</summary>
        public long[] stride()
        {
            var steps = new long[ndim];
            Native.Check(Native.ft_strides(_handle, steps));
            return steps;
        }

        /// <summary>The distance in elements between neighbours along one dimension.</summary>
        public long stride(int dim)
        {
            var steps = stride();
            return steps[dim < 0 ? dim + steps.Length : dim];
        }

        /// <summary>Where in its storage the tensor begins, in elements.</summary>
        public long storage_offset() => Native.ft_storage_offset(_handle);

        /// <summary>Whether the elements lie in memory in order and without gaps.</summary>
        public bool is_contiguous() => Native.ft_is_contiguous(_handle);

        /// <summary>Whether the tensor lies in page-locked memory.</summary>
        public bool is_pinned() => Native.ft_is_pinned(_handle);

        /// <summary>Whether the tensor lies on the CPU.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>Whether the elements are floating point numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the elements are whole numbers or booleans.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>Whether the elements are complex numbers.</summary>
        public bool is_complex() => torch.is_complex(dtype);

        /// <summary>Whether the single element is not zero.</summary>
        public bool is_nonzero() => this.ToDouble() != 0;
    }
}
