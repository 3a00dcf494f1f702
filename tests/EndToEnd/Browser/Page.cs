using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FineTune.EndToEnd.Browser;

/// <summary>One page in the browser, and everything about it that a careful user would frown at.</summary>
internal sealed class Page(Chromium browser, string session)
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(120);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSignedOut;

    /// <summary>Errors in the console, uncaught exceptions, violations of the content security policy.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Every address that the page asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Loads an address and waits until it is loaded.</summary>
    public async Task LoadAsync(Uri address, int width, bool isDark)
    {
        browser.Listen(session, Note);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await SendAsync($"{domain}.enable");
        }

        var isPhone = width < 500;
        await SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = isPhone ? 800 : 900, ["deviceScaleFactor"] = isPhone ? 2 : 1, ["mobile"] = isPhone });
        var media = new JsonArray { new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" } };
        await SendAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = media });
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri });
        await _loaded.Task.WaitAsync(WaitLimit);
    }

    /// <summary>The value of an expression of JavaScript in the page.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var problem), $"{expression}: {problem}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>A text of the page.</summary>
    public async Task<string> TextAsync(string selector) =>
        (await EvaluateAsync($"document.querySelector({JsonSerializer.Serialize(selector)})?.innerText ?? ''")).GetString()!;

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitAsync(string expression)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(WaitLimit);
        while (!limit.IsCancellationRequested)
        {
            if (await EvaluateAsync($"Boolean({expression})") is { ValueKind: JsonValueKind.True })
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"never true: {expression}\n{await EvaluateAsync("document.body.innerText")}\n{string.Join('\n', Complaints)}");
    }

    /// <summary>Presses a key; one that writes writes.</summary>
    public async Task PressAsync(string key)
    {
        var (text, code) = key switch { "Enter" => ("\r", 13), "Tab" => (null, 9), _ => (key, (int)key[0]) };
        var down = new JsonObject { ["type"] = "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
        if (text is not null)
        {
            down["text"] = text;
        }

        await SendAsync("Input.dispatchKeyEvent", down);
        await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = "keyUp", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>Writes a text where the focus is.</summary>
    public Task WriteAsync(string text) => SendAsync("Input.insertText", new JsonObject { ["text"] = text });

    /// <summary>From now on answers the page's requests to the API as an identity provider does when a session has ended: with a redirection to its own page.</summary>
    public async Task EndSessionAsync()
    {
        _isSignedOut = true;
        await SendAsync("Fetch.enable", new JsonObject { ["patterns"] = new JsonArray { new JsonObject { ["urlPattern"] = "*/api/*" } } });
    }

    /// <summary>A picture of the whole page, where FINETUNE_SCREENSHOTS names a folder for them.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("FINETUNE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            var picture = await SendAsync("Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true });
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".png"), picture.GetProperty("data").GetBytesFromBase64());
        }
    }

    private Task<JsonElement> SendAsync(string method, JsonObject? parameters = null) => browser.SendAsync(method, parameters, session);

    private void Note(string method, JsonElement happening)
    {
        switch (method)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Fetch.requestPaused" when _isSignedOut:
                _ = SendAsync("Fetch.fulfillRequest", new JsonObject
                {
                    ["requestId"] = happening.GetProperty("requestId").GetString(),
                    ["responseCode"] = 302,
                    ["responseHeaders"] = new JsonArray { new JsonObject { ["name"] = "Location", ["value"] = "https://login.example/sign-in" } },
                });
                break;
            case "Network.requestWillBeSent":
                Requests.Enqueue(happening.GetProperty("request").GetProperty("url").GetString()!);
                break;
            case "Runtime.exceptionThrown":
                Complaints.Enqueue(happening.GetProperty("exceptionDetails").GetRawText());
                break;
            case "Runtime.consoleAPICalled" when happening.GetProperty("type").GetString() is "error" or "assert" or "warning":
                Complaints.Enqueue(happening.GetProperty("args").GetRawText());
                break;
            case "Log.entryAdded" when happening.GetProperty("entry").GetProperty("level").GetString() is "error" or "warning":
                Complaints.Enqueue(happening.GetProperty("entry").GetRawText());
                break;
        }
    }
}
