using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>FtOptions of shim.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeOptions
{
    internal readonly int Dtype;
    internal readonly int DeviceType;
    internal readonly int DeviceIndex;
    internal readonly int RequiresGrad;

    internal NativeOptions(torch.ScalarType? dtype, torch.Device? device, bool requiresGrad, bool defaultDevice = true)
    {
        device ??= defaultDevice ? torch.DefaultDevice : null;
        Dtype = dtype is { } type ? (int)type : -1;
        DeviceType = device is null ? -1 : (int)device.type;
        DeviceIndex = device?.index ?? -1;
        RequiresGrad = requiresGrad ? 1 : 0;
    }

    /// <summary>The same options with a type where they name none.</summary>
    internal NativeOptions(NativeOptions options, torch.ScalarType fallback)
    {
        this = options;
        Dtype = options.Dtype < 0 ? (int)fallback : options.Dtype;
    }
}
