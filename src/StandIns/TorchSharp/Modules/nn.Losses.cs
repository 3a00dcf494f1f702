using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The negative logarithm of the probability that the softmax of the input gives to the target.</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Tensor.Wrap(Native.ft_cross_entropy(
                    input.NativeHandle, target.NativeHandle, TensorHandle.Of(weight), (long)reduction, ignore_index, label_smoothing));

            /// <summary>The negative logarithm of the probability that the input gives to the target.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Tensor.Wrap(Native.ft_nll_loss(input.NativeHandle, target.NativeHandle, TensorHandle.Of(weight), (long)reduction, -100));

            /// <summary>The cross entropy of yes and no, from probabilities.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Tensor.Wrap(Native.ft_binary_cross_entropy(input.NativeHandle, target.NativeHandle, TensorHandle.Of(weight), (long)reduction));

            /// <summary>The cross entropy of yes and no, from logits.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Tensor.Wrap(Native.ft_binary_cross_entropy_with_logits(
                    input.NativeHandle, target.NativeHandle, TensorHandle.Of(weight), TensorHandle.Of(pos_weights), (long)reduction));

            /// <summary>The squared difference.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Tensor.Wrap(Native.ft_mse_loss(input.NativeHandle, target.NativeHandle, (long)reduction));

            /// <summary>The absolute difference.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Tensor.Wrap(Native.ft_l1_loss(input.NativeHandle, target.NativeHandle, (long)reduction));

            /// <summary>The squared difference near zero, the absolute one elsewhere.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Tensor.Wrap(Native.ft_smooth_l1_loss(input.NativeHandle, target.NativeHandle, (long)reduction, beta));

            /// <summary>The squared difference near zero, a multiple of the absolute one elsewhere.</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                Tensor.Wrap(Native.ft_huber_loss(input.NativeHandle, target.NativeHandle, (long)reduction, delta));

            /// <summary>The divergence of Kullback and Leibler, from logarithms of probabilities.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Tensor.Wrap(Native.ft_kl_div(input.NativeHandle, target.NativeHandle, (long)reduction, log_target));
        }
    }
}
