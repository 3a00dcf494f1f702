using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>A native random number generator.</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    /// <summary>No generator: libtorch's default one.</summary>
    internal static readonly GeneratorHandle None = new(0);

    /// <summary>Takes over the generator behind <paramref name="pointer"/>.</summary>
    internal GeneratorHandle(nint pointer)
        : base(0, ownsHandle: true) => SetHandle(pointer);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The handle of a generator, or none for null.</summary>
    internal static GeneratorHandle Of(torch.Generator? generator) => generator is null ? None : generator.NativeHandle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Native.ft_delete_generator(handle);
        return true;
    }
}
