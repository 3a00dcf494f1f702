using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Slides weights over a sequence.</summary>
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Tensor.Wrap(Native.ft_conv1d(
                    input.NativeHandle, weight.NativeHandle, TensorHandle.Of(bias), [stride ?? 1], [padding ?? 0], [dilation ?? 1], groups));

            /// <summary>Slides weights over an image.</summary>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Tensor.Wrap(Native.ft_conv2d(
                    input.NativeHandle, weight.NativeHandle, TensorHandle.Of(bias), Two(strides, 1), Two(padding, 0), Two(dilation, 1), groups));

            /// <summary>Brings every channel to mean 0 and variance 1, then scales and shifts it.</summary>
            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1E-05) =>
                Tensor.Wrap(Native.ft_batch_norm(
                    input.NativeHandle, TensorHandle.Of(weight), TensorHandle.Of(bias), TensorHandle.Of(running_mean), TensorHandle.Of(running_var), training, momentum, eps));

            /// <summary>The greatest element of each window.</summary>
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
            {
                var kernel = Two(kernel_size, 1);
                return Tensor.Wrap(Native.ft_max_pool2d(
                    input.NativeHandle, kernel, strides is null ? kernel : Two(strides, 1), Two(padding, 0), Two(dilation, 1), ceil_mode));
            }

            /// <summary>The greatest element of each square window.</summary>
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, [kernel_size], [stride ?? kernel_size], [padding ?? 0], [dilation ?? 1], ceil_mode);

            /// <summary>The mean of each window.</summary>
            public static unsafe Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
            {
                var kernel = Two(kernel_size, 1);
                var divisor = divisor_override ?? 0;
                return Tensor.Wrap(Native.ft_avg_pool2d(
                    input.NativeHandle, kernel, stride is null ? kernel : Two(stride, 1), Two(padding, 0), ceil_mode, count_include_pad, divisor_override is null ? null : &divisor));
            }

            /// <summary>The means of so many windows.</summary>
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) =>
                Tensor.Wrap(Native.ft_adaptive_avg_pool1d(input.NativeHandle, output_size));

            /// <summary>The means of so many windows in each direction.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                Tensor.Wrap(Native.ft_adaptive_avg_pool2d(input.NativeHandle, Two(output_size, 1)));

            /// <summary>The means of so many windows in each direction.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, [output_size, output_size]);

            /// <summary>Resizes images to a size or by a factor.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (x.ndim != 4 || antialias || mode is not (InterpolationMode.Nearest or InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                {
                    throw new NotSupportedException("interpolate: this stand-in resizes images [batch, channels, height, width] by nearest, bilinear or bicubic, without antialiasing.");
                }

                var shape = x.shape;
                size ??= scale_factor is { } factor
                    ? [(long)(shape[2] * factor[0]), (long)(shape[3] * factor[^1])]
                    : throw new ArgumentException("Either a size or a factor has to be given.", nameof(size));
                return Tensor.Wrap(Native.ft_upsample2d(x.NativeHandle, Two(size, 1), (int)mode, align_corners ?? false));
            }

            private static long[] Two(long[]? values, long otherwise) => values switch
            {
                null => [otherwise, otherwise],
                [var single] => [single, single],
                [_, _] => values,
                _ => throw new ArgumentException("One or two numbers are expected.", nameof(values)),
            };
        }
    }
}
