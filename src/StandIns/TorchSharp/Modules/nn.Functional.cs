using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What the modules compute, as functions.</summary>
        public static partial class functional
        {
            /// <summary>Multiplies the last dimension by a matrix and adds a bias.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Tensor.Wrap(Native.ft_linear(input.NativeHandle, weights.NativeHandle, TensorHandle.Of(bias)));

            /// <summary>Brings the last dimensions to mean 0 and variance 1, then scales and shifts them.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Tensor.Wrap(Native.ft_layer_norm(
                    input.NativeHandle, normalized_shape, normalized_shape.Length, TensorHandle.Of(weight), TensorHandle.Of(bias), eps));

            /// <summary>Brings groups of channels to mean 0 and variance 1, then scales and shifts them.</summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Tensor.Wrap(Native.ft_group_norm(input.NativeHandle, num_groups, TensorHandle.Of(weight), TensorHandle.Of(bias), eps));

            /// <summary>While training, zeroes elements at random and scales the others up.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (inplace)
                {
                    Native.Check(Native.ft_dropout_(input.NativeHandle, p, training));
                    return input;
                }

                if (!training || p <= 0 || p > 1 || input.device_type != DeviceType.CPU || input.dtype != ScalarType.Float32)
                {
                    return Tensor.Wrap(Native.ft_dropout(input.NativeHandle, p, training));
                }

                using var mask = Tensor.Wrap(Native.ft_dropout_mask(input.NativeHandle, p));
                return input.mul(mask);
            }

            /// <summary>Exponentials along a dimension, divided by their sum.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            /// <summary>The logarithm of the softmax along a dimension.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>The Gaussian error linear unit.</summary>
            public static Tensor gelu(Tensor x) => x.gelu();

            /// <summary>The Gaussian error linear unit.</summary>
            public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_() : x.gelu();

            /// <summary>The Gaussian error linear unit, exact or by tanh.</summary>
            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) => inplace ? x.gelu_(approximate) : x.gelu(approximate);

            /// <summary>Each element, or zero where it is negative.</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            /// <summary>Each element, cut to 0 to 6.</summary>
            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? x.relu6_() : x.relu6();

            /// <summary>The hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();

            /// <summary>The logistic function.</summary>
            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            /// <summary>The logistic function.</summary>
            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();

            /// <summary>Each element times its logistic function.</summary>
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_() : x.silu();

            /// <summary>The logarithm of the logistic function.</summary>
            public static Tensor logsigmoid(Tensor x) => x.log_sigmoid();

            /// <summary>A smooth version of relu.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);

            /// <summary>Each element times the tangent of its softplus.</summary>
            public static Tensor mish(Tensor x, bool inplace = false)
            {
                if (!inplace)
                {
                    return Tensor.Wrap(Native.ft_mish(x.NativeHandle));
                }

                Native.Check(Native.ft_mish_(x.NativeHandle));
                return x;
            }

            /// <summary>Weighted means of values, by how well queries and keys agree.</summary>
            /// <remarks>Shapes [..., rows, width]; a boolean mask says who takes part, another one is added to the scores.</remarks>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false) =>
                Tensor.Wrap(Native.ft_scaled_dot_product_attention(
                    query.NativeHandle, key.NativeHandle, value.NativeHandle, TensorHandle.Of(attn_mask), p, is_casual));

            /// <summary>A one for each number, in a new last dimension.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Tensor.Wrap(Native.ft_one_hot(x.NativeHandle, num_classes));

            /// <summary>The cosine of the angle between vectors along a dimension.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1E-08) =>
                Tensor.Wrap(Native.ft_cosine_similarity(x1.NativeHandle, x2.NativeHandle, dim, eps));

            /// <summary>Elements added at both ends of dimensions, given from the last dimension on.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)pad, mode, value);

            /// <summary>Elements added at both ends of dimensions, given from the last dimension on.</summary>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Tensor.Wrap(Native.ft_pad(input.NativeHandle, pad, pad.Length, PadMode(mode), mode == PaddingModes.Zeros ? 0 : value));

            /// <summary>Elements added at both ends of the last dimension.</summary>
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            private static string PadMode(PaddingModes mode) => mode switch
            {
                PaddingModes.Zeros or PaddingModes.Constant => "constant",
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "unknown padding"),
            };
        }
    }
}
