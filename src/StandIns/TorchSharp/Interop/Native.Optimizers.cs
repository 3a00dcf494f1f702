using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>One call a step (native/optim.cpp).</summary>
internal static partial class Native
{
    [LibraryImport(Library)]
    internal static partial int ft_adam_step(Span<NativeAdam> entries, long count);

    [LibraryImport(Library)]
    internal static partial int ft_sgd_step(Span<NativeSgd> entries, long count);

    [LibraryImport(Library)]
    internal static partial int ft_clip_grad_norm(ReadOnlySpan<nint> tensors, long count, double maxNorm, double normType, out double norm);

    [LibraryImport(Library)]
    internal static partial int ft_clip_grad_value(ReadOnlySpan<nint> tensors, long count, double limit);
}
