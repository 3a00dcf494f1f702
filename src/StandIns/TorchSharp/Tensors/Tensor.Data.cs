using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor's memory; on another device, or with gaps, a copy of it. Setting copies into the tensor.</summary>
        public Span<byte> bytes
        {
            get
            {
                if (device_type != DeviceType.CPU || !is_contiguous())
                {
                    using var host = cpu().contiguous();
                    return host.Memory().ToArray();
                }

                return Memory();
            }
            set
            {
                if (value.Length != NumberOfElements * ElementSize)
                {
                    throw new ArgumentException(
                        $"The tensor holds {NumberOfElements * ElementSize} bytes, but {value.Length} were given.", nameof(value));
                }

                if (device_type == DeviceType.CPU && is_contiguous())
                {
                    value.CopyTo(Memory());
                    return;
                }

                using var host = FromMemory<byte>(value, shape, dtype, CPU, false);
                using var guard = no_grad();
                copy_(host);
            }
        }

        /// <summary>The elements, to read and write as <typeparamref name="T"/>; the tensor has to lie on the CPU.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            if (device_type != DeviceType.CPU)
            {
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }

            ValidateType(typeof(T));
            return new TensorAccessor<T>(this);
        }

        /// <summary>The single element.</summary>
        public T item<T>()
            where T : unmanaged
        {
            Native.Check(Native.ft_item(_handle, out var value));
            ValidateType(typeof(T));
            return new Scalar(value, dtype).To<T>();
        }

        /// <summary>The single element as a scalar.</summary>
        public Scalar ToScalar()
        {
            Native.Check(Native.ft_item(_handle, out var value));
            return new Scalar(value, dtype);
        }

        /// <summary>One element, by its position in memory.</summary>
        public T ReadCpuValue<T>(long i)
            where T : unmanaged => data<T>()[i];

        /// <summary>One element, by its position in memory.</summary>
        public float ReadCpuSingle(long i) => data<float>()[i];

        /// <summary>One element, by its position in memory.</summary>
        public double ReadCpuDouble(long i) => data<double>()[i];

        /// <summary>One element, by its position in memory.</summary>
        public long ReadCpuInt64(long i) => data<long>()[i];

        /// <summary>One element, by its position in memory.</summary>
        public int ReadCpuInt32(long i) => data<int>()[i];

        /// <summary>One element, by its position in memory.</summary>
        public bool ReadCpuBool(long i) => data<bool>()[i];

        internal static Tensor FromMemory<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, ScalarType stored, Device? device, bool requiresGrad)
            where T : unmanaged
        {
            unsafe
            {
                fixed (T* start = values)
                {
                    var options = new NativeOptions(stored, device, requiresGrad);
                    return Wrap(Native.ft_from_memory(start, (long)values.Length * sizeof(T), sizes, sizes.Length, options));
                }
            }
        }

        /// <summary>The memory of a contiguous tensor on the CPU.</summary>
        internal unsafe Span<byte> Memory() => new((void*)Native.ft_data(_handle), checked((int)(NumberOfElements * ElementSize)));

        /// <summary>The address of the first element.</summary>
        internal nint Address() => Native.ft_data(_handle);

        [SuppressMessage("Usage", "CA2208", Justification = "The type argument is the argument.")]
        private void ValidateType(Type type)
        {
            var fits = dtype switch
            {
                ScalarType.Byte => type == typeof(byte),
                ScalarType.Int8 => type == typeof(sbyte),
                ScalarType.Int16 => type == typeof(short),
                ScalarType.Int32 => type == typeof(int),
                ScalarType.Int64 => type == typeof(long),
                ScalarType.Bool => type == typeof(bool),
                ScalarType.Float16 => type == typeof(Half),
                ScalarType.BFloat16 => type == typeof(BFloat16),
                ScalarType.Float32 => type == typeof(float),
                ScalarType.Float64 => type == typeof(double),
                ScalarType.ComplexFloat32 => type == typeof((float, float)),
                ScalarType.ComplexFloat64 => type == typeof(System.Numerics.Complex),
                _ => false,
            };
            if (!fits)
            {
                throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
            }
        }
    }
}
