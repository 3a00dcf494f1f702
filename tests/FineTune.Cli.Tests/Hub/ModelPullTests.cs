using System.Text;
using FineTune.Cli.Hub;
using Spectre.Console;

namespace FineTune.Cli.Tests.Hub;

/// <summary>Pulling models from a server that answers as the hub does.</summary>
public sealed class ModelPullTests : IDisposable
{
    private static readonly byte[] Config = Encoding.UTF8.GetBytes("""{"model_type":"bert"}""");
    private static readonly byte[] Weights = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory();
    private readonly StringWriter _console = new();

    [Fact]
    public async Task It_takes_description_and_safetensors_and_nothing_else()
    {
        await using var hub = await HubServer.New().StartAsync(
            ("config.json", Config), ("tokenizer.json", Config), ("pytorch_model.bin", Weights), ("model.safetensors", Weights), ("run.py", Config), ("onnx/config.json", Config));
        var files = await PullAsync(hub);
        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json"], files.Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        Assert.Equal(Weights, await File.ReadAllBytesAsync(files.Single(path => path.EndsWith(".safetensors", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(hub.Downloads, download => download.Name is "pytorch_model.bin" or "run.py");

        // A second pull finds everything in the cache.
        var before = hub.Downloads.Count;
        await PullAsync(hub);
        Assert.Equal(before, hub.Downloads.Count);
    }

    [Fact]
    public async Task Weights_in_several_files_come_by_their_index()
    {
        var index = Encoding.UTF8.GetBytes("""{"weight_map":{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}}""");
        await using var hub = await HubServer.New().StartAsync(
            ("config.json", Config), ("model.safetensors.index.json", index), ("model-00001-of-00002.safetensors", Weights), ("model-00002-of-00002.safetensors", Weights[..5000]));
        Assert.Equal(4, (await PullAsync(hub)).Count);
    }

    [Fact]
    public async Task An_index_that_leads_out_of_its_folder_is_refused()
    {
        var index = Encoding.UTF8.GetBytes("""{"weight_map":{"a":"../../evil.safetensors"}}""");
        await using var hub = await HubServer.New().StartAsync(("config.json", Config), ("model.safetensors.index.json", index));
        Assert.Contains("outside of its folder", (await RefusedAsync(hub)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_download_goes_on_where_it_broke_off()
    {
        await using var hub = await HubServer.New(cuts: 2).StartAsync(("config.json", Config), ("model.safetensors", Weights));
        var files = await PullAsync(hub);
        Assert.Equal(Weights, await File.ReadAllBytesAsync(files.Single(path => path.EndsWith(".safetensors", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
        var starts = hub.Downloads.Where(download => download.Name == "model.safetensors").Select(download => download.From).ToList();
        Assert.Equal(3, starts.Count);
        Assert.Equal(0, starts[0]);
        Assert.True(starts[2] >= starts[1], string.Join(", ", starts));
    }

    [Fact]
    public async Task The_token_goes_to_the_hub_and_to_nobody_else()
    {
        await using var hub = await HubServer.New(token: "hf_secret").StartAsync(("config.json", Config), ("model.safetensors", Weights));
        await PullAsync(hub, token: "hf_secret");
        Assert.True(hub.Downloads.Single(download => download.Name == "config.json").HasToken);
        Assert.False(hub.Downloads.Single(download => download.Name == "model.safetensors").HasToken);
        Assert.DoesNotContain("hf_secret", _console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_hub_is_waited_for()
    {
        await using var hub = await HubServer.New(busy: 2).StartAsync(("config.json", Config), ("model.safetensors", Weights));
        Assert.Equal(2, (await PullAsync(hub)).Count);
        Assert.Contains("trying again in 7 s", _console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_content_is_thrown_away_and_said()
    {
        await using var hub = await HubServer.New(damaged: true).StartAsync(("config.json", Config), ("model.safetensors", Weights));
        Assert.Contains("damaged", (await RefusedAsync(hub)).Message, StringComparison.Ordinal);
        Assert.Empty(_cache.GetFiles("*.incomplete", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("owner/private", "HF_TOKEN", true)]
    [InlineData("owner/absent", "check the name", false)]
    [InlineData("owner/model@nowhere", "no revision 'nowhere'", false)]
    public async Task Refusals_say_what_to_do(string model, string words, bool isPrivate)
    {
        await using var hub = await HubServer.New(token: isPrivate ? "hf_secret" : null).StartAsync(("config.json", Config), ("model.safetensors", Weights));
        var refused = await RefusedAsync(hub, model);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal(CommandFailedException.UserMistake, refused.ExitCode);
    }

    [Fact]
    public async Task Pickled_weights_are_refused_by_name()
    {
        await using var hub = await HubServer.New().StartAsync(("config.json", Config), ("pytorch_model.bin", Weights));
        Assert.Contains("never opened", (await RefusedAsync(hub)).Message, StringComparison.Ordinal);
        Assert.Empty(hub.Downloads);
    }

    [Fact]
    public async Task Offline_the_cache_is_used_and_what_is_missing_is_named()
    {
        var gone = new Uri("http://127.0.0.1:9/");
        await using (var hub = await HubServer.New().StartAsync(("config.json", Config), ("model.safetensors", Weights)))
        {
            await PullAsync(hub, "owner/model@v1.0");
        }

        Assert.Equal(2, (await PullAsync(Settings(gone, null, isOffline: true), "owner/model@v1.0")).Count);
        var refused = await Assert.ThrowsAsync<CommandFailedException>(() => PullAsync(Settings(gone, null, isOffline: true), "owner/other"));
        Assert.Contains("HF_HUB_OFFLINE", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner/name@v1", "owner/name", "v1")]
    [InlineData("bert-base", "bert-base", "main")]
    public void Names_have_a_revision(string text, string repository, string revision) =>
        Assert.Equal(new HubModelName(repository, revision), HubModelName.Parse(text));

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("owner/name@../x")]
    [InlineData("https://host/owner/name")]
    [InlineData("")]
    public void Other_names_are_refused(string text) => Assert.Throws<CommandFailedException>(() => HubModelName.Parse(text));

    [Fact]
    public void The_environment_is_read_as_huggingfaces_tools_read_it()
    {
        var set = new Dictionary<string, string> { ["HF_HOME"] = _cache.FullName, ["HF_ENDPOINT"] = "http://mirror.local", ["HF_HUB_OFFLINE"] = "1" };
        File.WriteAllText(Path.Combine(_cache.FullName, "token"), "hf_file\n");
        var settings = HubSettings.Read(set.GetValueOrDefault);
        Assert.Equal(new HubSettings(new Uri("http://mirror.local/"), "hf_file", true, Path.Combine(_cache.FullName, "hub")), settings);
        set["HF_ENDPOINT"] = "ftp://mirror.local";
        Assert.Throws<CommandFailedException>(() => HubSettings.Read(set.GetValueOrDefault));
    }

    public void Dispose()
    {
        _cache.Delete(recursive: true);
        _console.Dispose();
    }

    private HubSettings Settings(Uri address, string? token, bool isOffline = false) => new(address, token, isOffline, _cache.FullName);

    private Task<IReadOnlyList<string>> PullAsync(HubServer hub, string model = "owner/model", string? token = null) =>
        PullAsync(Settings(hub.Address, token), model);

    private Task<IReadOnlyList<string>> PullAsync(HubSettings settings, string model) =>
        new ModelPull(settings, new HurriedTime(), AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_console) }))
            .RunAsync(HubModelName.Parse(model), TestContext.Current.CancellationToken);

    private Task<CommandFailedException> RefusedAsync(HubServer hub, string model = "owner/model") =>
        Assert.ThrowsAsync<CommandFailedException>(() => PullAsync(hub, model));

    /// <summary>Every wait is over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
