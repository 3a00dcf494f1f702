using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Microsoft.DurableTask.Engine;

/// <summary>Names the holder of a lease so that another process of the same machine can tell whether it still lives.</summary>
/// <remarks>The form is <c>machine|process id|process start|engine</c>. A machine is a boot of a host and its process id space.</remarks>
internal static class ProcessIdentity
{
    private static readonly string Machine = DescribeMachine();

    /// <summary>A new holder's name in this process.</summary>
    public static string NewOwner() => string.Join(
        '|', Machine, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StartOf(Environment.ProcessId), Guid.NewGuid().ToString("N"));

    /// <summary>Whether the holder's process is known to be gone; false where it cannot be known.</summary>
    public static bool IsDead(string owner)
    {
        var parts = owner.Split('|');
        return parts.Length == 4
            && string.Equals(parts[0], Machine, StringComparison.Ordinal)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)
            && StartOf(id) is var start
            && !string.Equals(start, "?", StringComparison.Ordinal)
            && !string.Equals(start, parts[2], StringComparison.Ordinal);
    }

    /// <summary>When a process started; empty where there is none; a question mark where it cannot be known.</summary>
    private static string StartOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            return LinuxStartOf(processId);
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return string.Empty;
        }
        catch (Exception error) when (error is Win32Exception or NotSupportedException)
        {
            return "?";
        }
    }

    private static string LinuxStartOf(int processId)
    {
        string stat;
        try
        {
            stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return string.Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // ESRCH while the process goes away, or a hidden /proc: not known this time.
            return "?";
        }

        // The command's name in brackets may hold spaces; after it come the state (field 3) and the start in ticks (field 22).
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 || fields[0] is "Z" or "X" ? string.Empty : fields[19];
    }

    private static string DescribeMachine()
    {
        var boot = string.Empty;
        var space = string.Empty;
        if (OperatingSystem.IsLinux())
        {
            boot = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : string.Empty;
            space = new FileInfo("/proc/self/ns/pid").LinkTarget ?? string.Empty;
        }

        return $"{Environment.MachineName}/{boot}/{space}".Replace('|', '/');
    }
}
