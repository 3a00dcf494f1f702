using System.Globalization;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>The process's resident memory and its peak, native tensors included; where /proc has them (Linux).</summary>
internal static class ResidentMemory
{
    /// <summary>Begins to watch the peak anew.</summary>
    /// <returns>The resident memory now, in bytes.</returns>
    public static long BeginPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }

        return Environment.WorkingSet;
    }

    /// <summary>The peak since then, in bytes.</summary>
    public static long Peak() => !OperatingSystem.IsLinux() ? Environment.WorkingSet : 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
