using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FineTune.Cli.Tests.Hub;

/// <summary>
/// A server that answers as the hub does, and a second one that stands for the storage it sends large files from: on
/// another port, with addresses that are signed and know nothing of tokens.
/// </summary>
internal sealed class LocalHub : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private readonly WebApplication _hub;
    private readonly WebApplication _storage;

    private LocalHub(WebApplication hub, WebApplication storage) => (_hub, _storage) = (hub, storage);

    public Dictionary<string, byte[]> Files { get; } = [];

    public Uri Address => new(_hub.Urls.Single() + "/");

    /// <summary>Every request: server, method, path, range, and the token it came with.</summary>
    public ConcurrentQueue<(string Server, string Method, string Path, string Range, string Token)> Requests { get; } = new();

    /// <summary>What the hub answers instead of a file or revision; null for the usual.</summary>
    public Func<HttpContext, bool>? Hub { get; set; }

    /// <summary>How many bytes the storage sends before it cuts the connection; each download takes one from the queue.</summary>
    public ConcurrentQueue<int> Cuts { get; } = new();

    /// <summary>Whether the storage ignores ranges.</summary>
    public bool IsWithoutRanges { get; set; }

    public static async Task<LocalHub> StartAsync()
    {
        var (hub, storage) = (Build(), Build());
        var result = new LocalHub(hub, storage);
        hub.Run(result.AnswerAsync);
        storage.Run(result.SendAsync);
        await hub.StartAsync();
        await storage.StartAsync();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private void Note(string server, HttpContext context) =>
        Requests.Enqueue((server, context.Request.Method, context.Request.Path, context.Request.Headers.Range.ToString(), context.Request.Headers.Authorization.ToString()));

    private async Task AnswerAsync(HttpContext context)
    {
        Note("hub", context);
        var path = context.Request.Path.Value!;
        if (Hub?.Invoke(context) == true)
        {
            return;
        }

        if (path.StartsWith("/api/models/", StringComparison.Ordinal))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { sha = Commit, siblings = Files.Keys.Select(name => new { rfilename = name }) }));
            return;
        }

        var name = path.Split('/')[^1];
        if (!Files.TryGetValue(name, out var content))
        {
            (context.Response.StatusCode, context.Response.Headers["X-Error-Code"]) = (404, "EntryNotFound");
            return;
        }

        if (name.EndsWith(".safetensors", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"{_storage.Urls.Single()}/signed/{name}?signature=s";
            context.Response.Headers["X-Linked-ETag"] = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"";
            context.Response.Headers["X-Linked-Size"] = content.Length.ToString();
        }
        else if (path.StartsWith("/resolve-cache/", StringComparison.Ordinal))
        {
            context.Response.Headers.ETag = $"\"{GitHash(content)}\"";
            await WriteAsync(context, content);
        }
        else
        {
            // The hub answers small files by a redirect within itself.
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"/resolve-cache/{name}";
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        Note("storage", context);
        var content = Files[context.Request.Path.Value!.Split('/')[^1]];
        var from = 0;
        if (!IsWithoutRanges && context.Request.GetTypedHeaders().Range is { } range)
        {
            from = (int)range.Ranges.Single().From!.Value;
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        var rest = content[from..];
        if (Cuts.TryDequeue(out var cut))
        {
            context.Response.ContentLength = rest.Length;
            await context.Response.Body.WriteAsync(rest.AsMemory(0, cut));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await WriteAsync(context, rest);
    }

    private static async Task WriteAsync(HttpContext context, byte[] content)
    {
        context.Response.ContentLength = content.Length;
        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(content);
        }
    }

#pragma warning disable CA5350 // How git names contents.
    private static string GitHash(byte[] content) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
