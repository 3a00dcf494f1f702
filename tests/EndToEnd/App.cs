using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FineTune.EndToEnd;

/// <summary>The built application as a process of its own, as a user runs it.</summary>
internal sealed class App : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentQueue<string> _whole = new();
    private readonly ProcessStartInfo _start;
    private Process? _process;

    /// <summary>An application with storage of its own and a folder of its own; it does not run yet.</summary>
    /// <param name="connectionString">Its storage.</param>
    /// <param name="folder">Where its history and caches lie.</param>
    /// <param name="settings">Further settings, by the names of the environment.</param>
    public App(string connectionString, string folder, params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        _start = new ProcessStartInfo(Executable(), ["--port", $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var environment = _start.Environment;
        environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        environment["AzureWebJobsStorage"] = connectionString;
        environment["DURABLE_TASK_SQLITE_CONNECTION_STRING"] = $"Data Source={Path.Combine(folder, "durable.db")}";
        environment["FineTune__CachePath"] = Path.Combine(folder, "cache");
        environment["FineTune__ControlPollSeconds"] = "0.1";
        environment["FineTune__DefaultModel"] = TinyModel.Name;
        environment["FineTune__Threads"] = "1";
        environment["OMP_WAIT_POLICY"] = "PASSIVE";
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }
    }

    private App(ProcessStartInfo start, int port)
    {
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        _start = start;
    }

    /// <summary>Talks to the application.</summary>
    public HttpClient Client { get; }

    /// <summary>What it has written so far.</summary>
    public string Log => string.Join('\n', _log.TakeLast(200));

    /// <summary>Everything it has written.</summary>
    public string WholeLog => string.Join('\n', _whole);

    /// <summary>A request whose path is sent as it stands: the client would otherwise tidy dots and escapes away.</summary>
    public HttpRequestMessage RawRequest(HttpMethod method, string path) =>
        new(method, new Uri(Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    /// <summary>The most resident memory that it has had, in bytes; 0 where /proc does not say.</summary>
    public long PeakResidentBytes()
    {
        var status = $"/proc/{_process!.Id}/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    /// <summary>A second host of the same application, on the same storage and history, with caches of its own; it does not run yet.</summary>
    /// <param name="settings">What is different there, by the names of the environment.</param>
    public App Twin(params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(_start.FileName, ["--port", $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _start.WorkingDirectory,
        };
        foreach (var (name, value) in _start.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["FineTune__CachePath"] += "-twin";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new App(start, port);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _process = new Process { StartInfo = _start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        while (!await IsReadyAsync(limit.Token))
        {
            Assert.False(_process.HasExited, $"The application ended while it started.\n{Log}");
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Ends it without a warning, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to end (SIGTERM) and waits; the exit code.</summary>
    public async Task<int> DrainAsync()
    {
        await SignalAsync("TERM");
        await _process!.WaitForExitAsync(CancellationToken.None).WaitAsync(DrainLimit);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    private static string Executable()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
            {
                var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
                return Path.Combine(folder.FullName, "artifacts", "bin", "FineTune.Functions", configuration, "FineTune.Functions");
            }
        }

        throw new DirectoryNotFoundException("The test runs outside of the checkout.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("api/health", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        _whole.Enqueue(line ?? "");

        // The tests' own polling would drown what matters.
        if (line is not null && !line.Contains("'Functions.Get", StringComparison.Ordinal))
        {
            _log.Enqueue(line);
        }
    }
}
