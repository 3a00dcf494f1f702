using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Scaled dot-product attention (native/attention.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial nint ft_scaled_dot_product_attention(TensorHandle query, TensorHandle key, TensorHandle value, TensorHandle mask, double p, [MarshalAs(UnmanagedType.U1)] bool causal);
}
