using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FineTune.EndToEnd.Browser;

/// <summary>A real Chromium without a window, driven over its DevTools protocol: what a user's browser does with the pages, no more and no less.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = [];
    private readonly ConcurrentDictionary<string, Action<string, JsonElement>> _sessions = [];
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly string _profile = Directory.CreateTempSubdirectory("chromium-").FullName;
    private readonly Process _process;
    private int _last;

    private Chromium(string executable)
    {
        var start = new ProcessStartInfo(executable) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={_profile}", "about:blank",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts the browser; where there is none the test is skipped and says why.</summary>
    public static async Task<Chromium> StartAsync(CancellationToken cancellation)
    {
        var executable = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(executable is null, "there is no Chromium here; ./finetune test installs it from Debian where it can (apt install chromium)");
        var browser = new Chromium(executable!);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        var port = Path.Combine(browser._profile, "DevToolsActivePort");
        string[] lines;
        while ((lines = File.Exists(port) ? await File.ReadAllLinesAsync(port, limit.Token) : []).Length < 2)
        {
            Assert.False(browser._process.HasExited, "Chromium ended while it started.");
            await Task.Delay(20, limit.Token);
        }

        await browser._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), limit.Token);
        _ = browser.ReceiveAsync();
        return browser;
    }

    /// <summary>Opens a page.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="width">The window's width in CSS pixels; under 500 it is a phone.</param>
    /// <param name="isDark">Whether the reader prefers dark pages.</param>
    public async Task<Page> OpenAsync(Uri address, int width = 1280, bool isDark = false)
    {
        var target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target.GetProperty("targetId").GetString(), ["flatten"] = true });
        var page = new Page(this, attached.GetProperty("sessionId").GetString()!);
        await page.LoadAsync(address, width, isDark);
        return page;
    }

    /// <summary>Sends a command of the protocol and gives its result.</summary>
    public async Task<JsonElement> SendAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        var result = await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(result.TryGetProperty("error", out var error), $"{method}: {error}");
        return result.GetProperty("result");
    }

    /// <summary>Hands the events of a page on.</summary>
    public void Listen(string session, Action<string, JsonElement> handler) => _sessions[session] = handler;

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _socket.Dispose();
        _sending.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Dispatch(JsonElement.Parse(message.ToArray()));
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The browser was ended.
        }
    }

    private void Dispatch(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (_waiting.TryRemove(id.GetInt32(), out var waiting))
            {
                waiting.SetResult(message);
            }
        }
        else if (message.TryGetProperty("sessionId", out var session) && _sessions.TryGetValue(session.GetString()!, out var handler))
        {
            handler(message.GetProperty("method").GetString()!, message.GetProperty("params"));
        }
    }
}
