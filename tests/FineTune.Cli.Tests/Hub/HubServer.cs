using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FineTune.Cli.Tests.Hub;

/// <summary>Answers as the hub does: one server for names and small files, another, to which it redirects, for large ones.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const int LargeFrom = 1000;

    private readonly WebApplication _hub;
    private readonly WebApplication _store;
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private int _busy;
    private int _cuts;

    private HubServer()
    {
        _store = Build();
        _store.MapGet("/{name}", (string name, HttpContext context) => SendLargeAsync(name, context));
        _hub = Build();
        _hub.MapGet("/api/models/{owner}/{name}/revision/{revision}", Revision);
        _hub.MapMethods("/{owner}/{name}/resolve/{commit}/{file}", ["GET", "HEAD"], (string file, HttpContext context) => ResolveAsync(file, context));
    }

    public Uri Address => AddressOf(_hub);

    /// <summary>The token that a private model asks for; null where the model is public.</summary>
    public string? Token { get; init; }

    /// <summary>How many requests are answered with 429 first.</summary>
    public int Busy { init => _busy = value; }

    /// <summary>How many downloads of large files break off in the middle first.</summary>
    public int Cuts { init => _cuts = value; }

    /// <summary>Whether large files arrive with one byte changed.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>The requests for contents: name, first byte, and whether a token came with it.</summary>
    public ConcurrentQueue<(string Name, long From, bool HasToken)> Downloads { get; } = new();

    public async Task<HubServer> StartAsync(params (string Name, byte[] Content)[] files)
    {
        foreach (var (name, content) in files)
        {
            _files[name] = content;
        }

        await _store.StartAsync();
        await _hub.StartAsync();
        return this;
    }

    public static HubServer New(string? token = null, int busy = 0, int cuts = 0, bool damaged = false) =>
        new() { Token = token, Busy = busy, Cuts = cuts, IsDamaged = damaged };

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        return app;
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private IResult? Refusal(HttpContext context)
    {
        if (Interlocked.Decrement(ref _busy) >= 0)
        {
            context.Response.Headers.RetryAfter = "7";
            return Results.StatusCode(429);
        }

        return Token is null || context.Request.Headers.Authorization == $"Bearer {Token}" ? null : Results.StatusCode(401);
    }

    private IResult Revision(string owner, string name, string revision, HttpContext context)
    {
        if (Refusal(context) is { } refusal)
        {
            return refusal;
        }

        if (revision is not ("main" or "v1.0"))
        {
            context.Response.Headers["X-Error-Code"] = "RevisionNotFound";
            return Results.NotFound();
        }

        return name == "absent" ? Results.NotFound() : Results.Json(new { id = $"{owner}/{name}", sha = Commit, siblings = _files.Keys.Select(file => new { rfilename = file }) });
    }

    private async Task ResolveAsync(string file, HttpContext context)
    {
        if (Refusal(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        var content = _files[file];
        context.Response.Headers["X-Repo-Commit"] = Commit;
        if (content.Length < LargeFrom)
        {
#pragma warning disable CA5350 // SHA-1 is how git names small files.
            var blob = SHA1.HashData([.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"blob {content.Length}\0")), .. content]);
#pragma warning restore CA5350
            context.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(blob)}\"";
            await WriteAsync(file, content, 0, context);
            return;
        }

        context.Response.Headers["X-Linked-ETag"] = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"";
        context.Response.Headers["X-Linked-Size"] = content.Length.ToString(CultureInfo.InvariantCulture);
        context.Response.Redirect(new Uri(AddressOf(_store), file).ToString());
    }

    private async Task SendLargeAsync(string name, HttpContext context)
    {
        var content = (byte[])_files[name].Clone();
        content[^1] ^= (byte)(IsDamaged ? 1 : 0);
        var from = context.Request.GetTypedHeaders().Range?.Ranges.First().From ?? 0;
        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = FormattableString.Invariant($"bytes {from}-{content.Length - 1}/{content.Length}");
        }

        await WriteAsync(name, content, (int)from, context);
    }

    private async Task WriteAsync(string name, byte[] content, int from, HttpContext context)
    {
        context.Response.ContentLength = content.Length - from;
        if (context.Request.Method == "HEAD")
        {
            return;
        }

        Downloads.Enqueue((name, from, context.Request.Headers.Authorization.Count > 0));
        var isCut = content.Length >= LargeFrom && Interlocked.Decrement(ref _cuts) >= 0;
        await context.Response.Body.WriteAsync(content.AsMemory(from, isCut ? (content.Length - from) / 2 : content.Length - from));
        await context.Response.Body.FlushAsync();
        if (isCut)
        {
            context.Abort();
        }
    }
}
