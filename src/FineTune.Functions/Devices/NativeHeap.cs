using System.Runtime.InteropServices;

namespace FineTune.Functions.Devices;

/// <summary>The C library's heap, from which libtorch takes its tensors on a CPU.</summary>
internal static partial class NativeHeap
{
    private static bool _canTrim = OperatingSystem.IsLinux();

    /// <summary>
    /// Gives what has been freed back to the system. The GNU C library keeps freed blocks in an arena for each thread that ever
    /// allocated: without this, each thread that trained would hold on to the memory of its largest batch.
    /// </summary>
    public static void Trim()
    {
        if (!_canTrim)
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library (musl), which returns memory by itself.
            _canTrim = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
