using System.Runtime.InteropServices;

namespace FineTune.Search.Bench.Overhead;

/// <summary>The processor time of the calling thread, which other work on the machine does not lengthen (Linux).</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Milliseconds of processor time that this thread has used.</summary>
    public static double Milliseconds() => Read(ThreadProcessorTime, out var time) == 0
        ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
        : throw new PlatformNotSupportedException("The thread's processor time cannot be read.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
