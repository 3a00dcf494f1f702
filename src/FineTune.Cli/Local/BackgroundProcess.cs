using System.Diagnostics;
using System.Globalization;

namespace FineTune.Cli.Local;

/// <summary>A process that outlives the command that started it, found again by a file that holds its id.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="PidFile">The file that holds its id.</param>
/// <param name="LogFile">Where its output goes.</param>
public sealed record BackgroundProcess(string Name, string PidFile, string LogFile)
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(40);

    /// <summary>Whether the process runs.</summary>
    public bool IsRunning => Find() is not null;

    /// <summary>Starts the process in a session of its own, so that Ctrl-C in this terminal does not reach it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="environment">Variables set for it besides this process's own.</param>
    /// <exception cref="CommandFailedException">The program is missing or does not start.</exception>
    public void Start(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        if (!File.Exists(program))
        {
            throw new CommandFailedException($"{Name} is not installed: {program} is missing; run ./finetune, which sets up what is missing", CommandFailedException.Failure);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(PidFile)!);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, UseShellExecute = false };
        // The shell reads its words from "$@", so no path needs quoting; setsid becomes the program and keeps the id that $! names.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("log=$1; pid=$2; shift 2; setsid \"$@\" >>\"$log\" 2>&1 </dev/null & echo $! >\"$pid\"");
        foreach (var word in new[] { "finetune", LogFile, PidFile, program }.Concat(arguments))
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start) ?? throw new CommandFailedException($"{Name} could not be started", CommandFailedException.Failure);
        shell.WaitForExit();
    }

    /// <summary>Asks the process to end and waits; ends it by force after a grace.</summary>
    /// <returns>False where it did not run.</returns>
    public bool Stop()
    {
        using var process = Find();
        if (process is null)
        {
            File.Delete(PidFile);
            return false;
        }

        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        if (!process.WaitForExit(StopGrace))
        {
            process.Kill(entireProcessTree: true);
        }

        File.Delete(PidFile);
        return true;
    }

    /// <summary>The end of the process's log.</summary>
    /// <param name="lines">How many lines.</param>
    /// <returns>The last lines, or a note that there are none.</returns>
    public string Tail(int lines = 8) =>
        File.Exists(LogFile) ? string.Join(Environment.NewLine, File.ReadLines(LogFile).TakeLast(lines)) : "(no log)";

    private Process? Find()
    {
        if (!File.Exists(PidFile) || !int.TryParse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            var process = Process.GetProcessById(id);
            // A process id is used again after a restart of the machine: the older of file and process tells.
            if (process.HasExited || process.StartTime.ToUniversalTime() > File.GetLastWriteTimeUtc(PidFile).AddSeconds(5))
            {
                process.Dispose();
                return null;
            }

            return process;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
