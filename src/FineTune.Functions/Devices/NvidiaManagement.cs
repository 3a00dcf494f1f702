using System.Runtime.InteropServices;

namespace FineTune.Functions.Devices;

/// <summary>What the NVIDIA driver says of the GPUs (its management library, NVML): load and memory, other processes included.</summary>
/// <remarks>Loaded when first asked; without a driver there are no GPUs and no readings.</remarks>
public sealed partial class NvidiaManagement
{
    private const string Library = "libnvidia-ml.so.1";

    private readonly Lazy<IReadOnlyList<nint>> _devices = new(Find);

    /// <summary>A reading of every GPU that answers, in the driver's order.</summary>
    public IReadOnlyList<GpuReading> Read()
    {
        var readings = new List<GpuReading>();
        foreach (var (device, index) in _devices.Value.Select((device, index) => (device, index)))
        {
            if (GetUtilizationRates(device, out var rates) == 0 && GetMemoryInfo(device, out var memory) == 0)
            {
                readings.Add(new GpuReading(index, rates.Gpu / 100.0, (long)memory.Used, (long)memory.Total));
            }
        }

        return readings;
    }

    private static List<nint> Find()
    {
        var devices = new List<nint>();
        try
        {
            if (Initialize() == 0 && GetCount(out var count) == 0)
            {
                for (var index = 0u; index < count; index++)
                {
                    if (GetHandle(index, out var device) == 0)
                    {
                        devices.Add(device);
                    }
                }
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return []; // No driver, or one that is older than these calls (2013).
        }

        return devices;
    }

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    private static partial int GetCount(out uint count);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    private static partial int GetHandle(uint index, out nint device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    private static partial int GetUtilizationRates(nint device, out Rates rates);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    private static partial int GetMemoryInfo(nint device, out Memory memory);

    [StructLayout(LayoutKind.Sequential)]
    private struct Rates
    {
        public uint Gpu;
        public uint MemoryBus;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
