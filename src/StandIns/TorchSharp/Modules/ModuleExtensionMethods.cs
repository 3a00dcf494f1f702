namespace TorchSharp;

/// <summary>To other types and devices, with the module's own type kept.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves the module to a device.</summary>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, null, device, non_blocking);

    /// <summary>Moves the module to a device, by its name.</summary>
    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, null, new torch.Device(device), non_blocking);

    /// <summary>Moves the module to a kind of device.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, null, new torch.Device(deviceType, deviceIndex), non_blocking);

    /// <summary>Changes the type of the module's floating point numbers.</summary>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, type, null, non_blocking);

    /// <summary>Moves the module to a device and changes the type of its floating point numbers.</summary>
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, type, device, non_blocking);

    /// <summary>Moves the module to a tensor's device and changes its type to the tensor's.</summary>
    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, other.dtype, other.device, non_blocking);

    /// <summary>Moves the module to the CPU.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, null, torch.CPU, non_blocking);

    /// <summary>Moves the module to a CUDA device.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, null, new torch.Device(DeviceType.CUDA, deviceIndex), non_blocking);

    /// <summary>Changes the type of the module's numbers to floats.</summary>
    public static T @float<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, torch.ScalarType.Float32, null, non_blocking);

    /// <summary>Changes the type of the module's numbers to doubles.</summary>
    public static T @double<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, torch.ScalarType.Float64, null, non_blocking);

    /// <summary>Changes the type of the module's numbers to halves.</summary>
    public static T half<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, torch.ScalarType.Float16, null, non_blocking);

    /// <summary>Changes the type of the module's numbers to bfloat16.</summary>
    public static T bfloat16<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => Convert(module, torch.ScalarType.BFloat16, null, non_blocking);

    private static T Convert<T>(T module, torch.ScalarType? type, torch.Device? device, bool nonBlocking)
        where T : torch.nn.Module
    {
        module.ConvertInPlace(type, device, nonBlocking);
        return module;
    }
}
