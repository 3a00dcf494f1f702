using System.Security.Cryptography;
using System.Text;
using FineTune.Cli.Hub;
using Microsoft.AspNetCore.Http;
using Spectre.Console;

namespace FineTune.Cli.Tests.Hub;

/// <summary>Models from the hub: what is taken, how a download goes on, what is checked, whom the token is shown to.</summary>
public sealed class ModelPullTests : IAsyncLifetime
{
    private static readonly byte[] Weights = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31 ^ i >> 8))];
    private readonly string _cache = Directory.CreateTempSubdirectory("finetune-hub-").FullName;
    private readonly InstantTime _time = new();
    private readonly StringWriter _shown = new();
    private LocalHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await LocalHub.StartAsync();
        _hub.Files["config.json"] = Encoding.UTF8.GetBytes("""{"model_type": "bert"}""");
        _hub.Files["tokenizer.json"] = Encoding.UTF8.GetBytes("{}");
        _hub.Files["model.safetensors"] = Weights;
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_cache, recursive: true);
    }

    [Fact]
    public async Task A_model_comes_into_the_shared_cache_as_Hugging_Face_lays_it_out()
    {
        _hub.Files["pytorch_model.bin"] = [1];
        _hub.Files["other.safetensors"] = [1];
        _hub.Files["onnx/model.onnx"] = [1];
        var files = await PullAsync("owner/tiny");

        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json"], files.Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(_hub.Files[Path.GetFileName(file)], File.ReadAllBytes(file)));
        var folder = Path.Combine(_cache, "models--owner--tiny");
        Assert.Equal(LocalHub.Commit, await File.ReadAllTextAsync(Path.Combine(folder, "refs", "main"), TestContext.Current.CancellationToken));
        Assert.All(files, file => Assert.Equal(Path.Combine(folder, "snapshots", LocalHub.Commit), Path.GetDirectoryName(file)));
        Assert.StartsWith("../../blobs/", File.ResolveLinkTarget(files[0], returnFinalTarget: false)!.ToString().Replace(Path.GetDirectoryName(files[0]) + "/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "blobs"), "*.incomplete"));
    }

    [Fact]
    public async Task What_is_there_is_not_downloaded_again()
    {
        await PullAsync("owner/tiny");
        _hub.Requests.Clear();
        await PullAsync("owner/tiny");
        Assert.Single(_hub.Requests);
    }

    [Fact]
    public async Task Weights_in_several_files_are_those_that_the_index_names()
    {
        _hub.Files.Remove("model.safetensors");
        _hub.Files["model-00001-of-00002.safetensors"] = Weights[..1000];
        _hub.Files["model-00002-of-00002.safetensors"] = Weights[1000..3000];
        _hub.Files["consolidated.safetensors"] = Weights;
        _hub.Files["model.safetensors.index.json"] = Encoding.UTF8.GetBytes("""{"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors", "c": "model-00001-of-00002.safetensors"}}""");
        var files = await PullAsync("owner/tiny");
        Assert.Equal(
            ["config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json", "tokenizer.json"],
            files.Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

        _hub.Files["model.safetensors.index.json"] = Encoding.UTF8.GetBytes("""{"weight_map": {"a": "../../evil.safetensors"}}""");
        Directory.Delete(_cache, recursive: true);
        Assert.Contains("outside of its folder", (await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_shown_to_the_hub_and_not_to_the_storage()
    {
        await PullAsync("owner/tiny", token: "hf_secret");
        Assert.All(_hub.Requests, request => Assert.Equal(request.Server == "hub" ? "Bearer hf_secret" : "", request.Token));
        Assert.Contains(_hub.Requests, request => request.Server == "storage");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_broken_download_goes_on_where_it_ended(bool withoutRanges)
    {
        _hub.IsWithoutRanges = withoutRanges;
        _hub.Cuts.Enqueue(1_000_000);
        _hub.Cuts.Enqueue(700_000);
        var files = await PullAsync("owner/tiny");
        Assert.Equal(Weights, await File.ReadAllBytesAsync(files.Single(f => f.EndsWith(".safetensors", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
        var ranges = _hub.Requests.Where(r => r.Server == "storage").Select(r => r.Range).ToArray();
        Assert.Equal(3, ranges.Length);
        Assert.Equal("", ranges[0]);
        Assert.All(ranges[1..], range => Assert.StartsWith("bytes=", range, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_keeps_breaking_ends_in_one_line_and_the_next_command_goes_on()
    {
        _hub.Cuts.Enqueue(1_000_000);
        for (var i = 0; i < 5; i++)
        {
            _hub.Cuts.Enqueue(0);
        }

        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny"));
        Assert.Contains("run the same command again", failure.Message, StringComparison.Ordinal);
        Assert.Equal(CommandFailedException.Failure, failure.ExitCode);
        _hub.Cuts.Clear();
        _hub.Requests.Clear();
        await PullAsync("owner/tiny");
        Assert.StartsWith("bytes=", _hub.Requests.Single(r => r.Server == "storage").Range, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("tokenizer.json")]
    public async Task A_damaged_file_is_refused_and_not_kept(string name)
    {
        var announced = _hub.Files[name];
        var damaged = announced.ToArray();
        damaged[^1] ^= 1;
        _hub.Hub = context =>
        {
            // The hub announces the hash of one content by HEAD, and then another one is sent.
            _hub.Files[name] = context.Request.Method == "HEAD" ? announced : damaged;
            return false;
        };
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny"));
        Assert.Contains($"{name} was damaged", failure.Message, StringComparison.Ordinal);
        _hub.Hub = null;
        _hub.Files[name] = announced;
        Assert.Equal(announced, File.ReadAllBytes((await PullAsync("owner/tiny")).Single(f => Path.GetFileName(f) == name)));
    }

    [Fact]
    public async Task A_busy_hub_is_waited_for_as_long_as_it_asks()
    {
        var left = 2;
        _hub.Hub = context =>
        {
            if (left-- <= 0)
            {
                return false;
            }

            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "17");
            return true;
        };
        await PullAsync("owner/tiny");
        Assert.Equal([TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(17)], _time.Waits.Where(w => w == TimeSpan.FromSeconds(17)));
        Assert.Contains("trying again in 17 s", _shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "RepoNotFound", null, "it is private")]
    [InlineData(401, "RepoNotFound", "hf_x", "the token is not valid")]
    [InlineData(401, "GatedRepo", null, "is gated: accept its terms")]
    [InlineData(403, "GatedRepo", "hf_x", "is gated: accept its terms")]
    [InlineData(403, "", "hf_x", "does not let this token read")]
    [InlineData(404, "RevisionNotFound", null, "has no revision 'v9'")]
    [InlineData(404, "RepoNotFound", null, "has no model owner/tiny")]
    [InlineData(429, "", null, "too many requests")]
    [InlineData(500, "", null, "answered 500")]
    public async Task A_refusal_says_what_to_do(int status, string code, string? token, string expected)
    {
        _hub.Hub = context =>
        {
            (context.Response.StatusCode, context.Response.Headers["X-Error-Code"]) = (status, code);
            return true;
        };
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny@v9", token));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_x", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pickled_weights_are_never_taken()
    {
        _hub.Files.Remove("model.safetensors");
        _hub.Files["pytorch_model.bin"] = [1];
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny"));
        Assert.Contains("pickled weights", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_hub.Requests, r => r.Path.EndsWith(".bin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offline_takes_what_the_cache_has_and_asks_nobody()
    {
        Assert.Contains("not in the cache", (await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny", offline: true))).Message, StringComparison.Ordinal);
        var pulled = await PullAsync("owner/tiny");
        _hub.Requests.Clear();
        Assert.Equal(pulled.Order(StringComparer.Ordinal), (await PullAsync("owner/tiny", offline: true)).Order(StringComparer.Ordinal));
        Assert.Equal(pulled.Count, (await PullAsync($"owner/tiny@{LocalHub.Commit}", offline: true)).Count);
        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task Contents_that_other_tools_left_in_the_cache_are_taken_from_there()
    {
        // As huggingface_hub leaves it after an older commit of the same weights: the content by its hash, and no link for this commit.
        var blobs = Directory.CreateDirectory(Path.Combine(_cache, "models--owner--tiny", "blobs")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(blobs, Convert.ToHexStringLower(SHA256.HashData(Weights))), Weights, TestContext.Current.CancellationToken);
        var files = await PullAsync("owner/tiny");
        Assert.DoesNotContain(_hub.Requests, request => request.Server == "storage");
        Assert.Equal(Weights, await File.ReadAllBytesAsync(files.Single(f => f.EndsWith(".safetensors", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_of_the_cache_that_was_begun_by_another_tool_goes_on()
    {
        var blobs = Directory.CreateDirectory(Path.Combine(_cache, "models--owner--tiny", "blobs")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(blobs, Convert.ToHexStringLower(SHA256.HashData(Weights)) + ".incomplete"), Weights[..1_234_567], TestContext.Current.CancellationToken);
        await PullAsync("owner/tiny");
        Assert.Equal("bytes=1234567-", _hub.Requests.Single(request => request.Server == "storage").Range);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    public async Task A_repository_without_what_training_needs_is_refused(string missing)
    {
        _hub.Files.Remove(missing);
        Assert.Contains($"has no {missing}", (await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_that_leads_nowhere_safe_is_not_followed()
    {
        _hub.Hub = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, context.Request.Path.ToString());
            return true;
        };
        Assert.Contains("redirects", (await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_no_hub_is_told()
    {
        _hub.Hub = context =>
        {
            context.Response.ContentType = "text/html";
            return true;
        };
        Assert.Contains("HF_ENDPOINT", (await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync("owner/tiny"))).Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> PullAsync(string name, string? token = null, bool offline = false)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_shown) });
        console.Profile.Width = 200;
        return await new ModelPull(new HubSettings(_hub.Address, token, offline, _cache), _time, console).RunAsync(HubModelName.Parse(name), TestContext.Current.CancellationToken);
    }
}
