using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Layers and losses (native/nn.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_linear(TensorHandle input, TensorHandle weight, TensorHandle bias);

    [LibraryImport(Library)]
    internal static partial nint ft_embedding(TensorHandle weight, TensorHandle indices, long paddingIndex, [MarshalAs(UnmanagedType.U1)] bool scaleByFreq, [MarshalAs(UnmanagedType.U1)] bool sparse);

    [LibraryImport(Library)]
    internal static partial nint ft_layer_norm(TensorHandle input, ReadOnlySpan<long> shape, long rank, TensorHandle weight, TensorHandle bias, double eps);

    [LibraryImport(Library)]
    internal static partial nint ft_group_norm(TensorHandle input, long groups, TensorHandle weight, TensorHandle bias, double eps);

    [LibraryImport(Library)]
    internal static partial nint ft_dropout(TensorHandle input, double p, [MarshalAs(UnmanagedType.U1)] bool training);

    [LibraryImport(Library)]
    internal static partial int ft_dropout_(TensorHandle input, double p, [MarshalAs(UnmanagedType.U1)] bool training);

    [LibraryImport(Library)]
    internal static partial nint ft_softmax(TensorHandle input, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_log_softmax(TensorHandle input, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial nint ft_gelu(TensorHandle input, int approximate);

    [LibraryImport(Library)]
    internal static partial int ft_gelu_(TensorHandle input, int approximate);

    [LibraryImport(Library)]
    internal static partial nint ft_silu(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial int ft_silu_(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial nint ft_mish(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial int ft_mish_(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial nint ft_selu(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial int ft_selu_(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial nint ft_relu6(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial int ft_relu6_(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial nint ft_hardsigmoid(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial int ft_hardsigmoid_(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial nint ft_hardswish(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial int ft_hardswish_(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial nint ft_log_sigmoid(TensorHandle input);

    [LibraryImport(Library)]
    internal static partial nint ft_elu(TensorHandle input, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_celu(TensorHandle input, NativeScalar alpha);

    [LibraryImport(Library)]
    internal static partial nint ft_leaky_relu(TensorHandle input, NativeScalar slope);

    [LibraryImport(Library)]
    internal static partial nint ft_hardtanh(TensorHandle input, NativeScalar min, NativeScalar max);

    [LibraryImport(Library)]
    internal static partial nint ft_softplus(TensorHandle input, NativeScalar beta, NativeScalar threshold);

    [LibraryImport(Library)]
    internal static partial nint ft_glu(TensorHandle input, long dim);

    [LibraryImport(Library)]
    internal static partial nint ft_prelu(TensorHandle input, TensorHandle weight);

    [LibraryImport(Library)]
    internal static partial nint ft_one_hot(TensorHandle input, long classes);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ft_pad(TensorHandle input, ReadOnlySpan<long> pad, long count, string mode, double value);

    [LibraryImport(Library)]
    internal static partial nint ft_cross_entropy(TensorHandle input, TensorHandle target, TensorHandle weight, long reduction, long ignoreIndex, double labelSmoothing);

    [LibraryImport(Library)]
    internal static partial nint ft_nll_loss(TensorHandle input, TensorHandle target, TensorHandle weight, long reduction, long ignoreIndex);

    [LibraryImport(Library)]
    internal static partial nint ft_binary_cross_entropy(TensorHandle input, TensorHandle target, TensorHandle weight, long reduction);

    [LibraryImport(Library)]
    internal static partial nint ft_binary_cross_entropy_with_logits(TensorHandle input, TensorHandle target, TensorHandle weight, TensorHandle positiveWeight, long reduction);

    [LibraryImport(Library)]
    internal static partial nint ft_mse_loss(TensorHandle input, TensorHandle target, long reduction);

    [LibraryImport(Library)]
    internal static partial nint ft_l1_loss(TensorHandle input, TensorHandle target, long reduction);

    [LibraryImport(Library)]
    internal static partial nint ft_smooth_l1_loss(TensorHandle input, TensorHandle target, long reduction, double beta);

    [LibraryImport(Library)]
    internal static partial nint ft_huber_loss(TensorHandle input, TensorHandle target, long reduction, double delta);

    [LibraryImport(Library)]
    internal static partial nint ft_kl_div(TensorHandle input, TensorHandle target, long reduction, [MarshalAs(UnmanagedType.U1)] bool logTarget);

    [LibraryImport(Library)]
    internal static partial nint ft_cosine_similarity(TensorHandle first, TensorHandle second, long dim, double eps);
}
