using System.Collections.Concurrent;
using System.Diagnostics;

namespace StandIns.FunctionsWorker.Tests.Processes;

/// <summary>The test app as a process of its own, with a folder that outlives it.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private AppProcess(string folder, string[] args)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "StandIns.FunctionsWorker.TestApp", configuration, "StandIns.FunctionsWorker.TestApp.dll"));
        var start = new ProcessStartInfo("dotnet", [program, "--contentRoot", folder, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyCollection<string> Output => _output;

    public IReadOnlyCollection<string> Errors => _errors;

    public static AppProcess Start(string folder, params string[] args) => new(folder, args);

    /// <summary>The address it listens on, from the line it writes at start.</summary>
    public async Task<Uri> AddressAsync()
    {
        const string Mark = "Host started on ";
        await Eventually.IsTrueAsync(() => _output.Any(line => line.Contains(Mark, StringComparison.Ordinal)));
        var line = _output.First(line => line.Contains(Mark, StringComparison.Ordinal));
        return new Uri(line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Split(' ')[0]);
    }

    public Task SaysAsync(string text) => Eventually.IsTrueAsync(() => _output.Contains(text));

    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
