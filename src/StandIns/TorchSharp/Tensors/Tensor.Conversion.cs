using TorchSharp.Interop;

namespace TorchSharp;

/// <content>To other types and devices.</content>
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor on a device.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, device, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on a device, by its name.</summary>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>The tensor on a kind of device.</summary>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>The tensor with elements of a type.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, null, copy, disposeAfter, non_blocking);

        /// <summary>The tensor with elements of a type, on a device.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, device, copy, disposeAfter, non_blocking);

        /// <summary>The tensor with the type and on the device of another.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => Convert(other.dtype, other.device, false, false, non_blocking);

        /// <summary>The tensor with elements of a type.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, null, copy, disposeAfter, non_blocking);

        /// <summary>The tensor with elements of a type.</summary>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        /// <summary>The tensor with elements of another's type.</summary>
        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        /// <summary>The tensor on the CPU.</summary>
        public Tensor cpu() => Convert(null, CPU, false, false, false);

        /// <summary>The tensor on a CUDA device.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) =>
            Convert(null, device ?? CUDA, false, false, non_blocking);

        /// <summary>The tensor in page-locked memory.</summary>
        public Tensor pin_memory() => Wrap(Native.ft_pin_memory(_handle));

        /// <summary>Booleans.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);

        /// <summary>Unsigned 8-bit numbers.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);

        /// <summary>Signed 8-bit numbers.</summary>
        public Tensor @char() => to_type(ScalarType.Int8);

        /// <summary>16-bit numbers.</summary>
        public Tensor @short() => to_type(ScalarType.Int16);

        /// <summary>32-bit numbers.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>64-bit numbers.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>16-bit floating point numbers.</summary>
        public Tensor half() => to_type(ScalarType.Float16);

        /// <summary>16-bit floating point numbers with the range of floats.</summary>
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        /// <summary>32-bit floating point numbers.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>64-bit floating point numbers.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>Copies another tensor's elements into this one.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(Native.ft_copy_(_handle, source._handle, nonBlocking));

        /// <summary>Takes over another tensor's storage and shape.</summary>
        public Tensor set_(Tensor source) => InPlace(Native.ft_set_(_handle, source._handle));

        /// <summary>Gives this tensor, in place and with its identity kept, another type or device.</summary>
        internal void ConvertInPlace(ScalarType? type, Device? device, bool nonBlocking)
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            Native.Check(Native.ft_set_data(_handle, detach().Convert(type, device, false, false, nonBlocking)._handle));
            if (grad is { } gradient)
            {
                grad = gradient.Convert(type, device, false, false, nonBlocking).detach();
            }
        }

        private Tensor Convert(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
        {
            var pointer = Native.ft_to(
                _handle, TypeOf(type), device is null ? -1 : (int)device.type, device?.index ?? -1, nonBlocking, copy);
            Native.Check(pointer);
            // As in the real package, nothing to convert answers with this very tensor.
            if (!copy && pointer == _handle.DangerousGetHandle())
            {
                Native.ft_release(pointer);
                return this;
            }

            var result = Wrap(pointer);
            if (disposeAfter)
            {
                Dispose();
            }

            return result;
        }
    }
}
