namespace TorchSharp;

/// <content>Forwarders to the members of <see cref="Tensor"/> in Tensors/Tensor.Properties.cs.</content>
public static partial class torch
{
    /// <summary>Whether the single element is not zero.</summary>
    public static bool is_nonzero(Tensor input) => input.is_nonzero();

    /// <summary>The number of elements.</summary>
    public static long numel(Tensor input) => input.numel();
}
