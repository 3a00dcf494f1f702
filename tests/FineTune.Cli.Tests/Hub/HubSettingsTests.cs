using FineTune.Cli.Hub;

namespace FineTune.Cli.Tests.Hub;

/// <summary>The environment variables of Hugging Face's tools, and the names of models.</summary>
public sealed class HubSettingsTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("finetune-home-").FullName;

    [Fact]
    public void Without_variables_the_public_hub_and_the_users_cache_are_taken()
    {
        var settings = Read(("HOME", _home));
        Assert.Equal((new Uri("https://huggingface.co/"), null, false, Path.Combine(_home, ".cache", "huggingface", "hub")), (settings.Endpoint, settings.Token, settings.IsOffline, settings.CacheFolder));
        Assert.Equal(Path.Combine("x", "huggingface", "hub"), Read(("HOME", _home), ("XDG_CACHE_HOME", "x")).CacheFolder);
    }

    [Fact]
    public void The_variables_say_otherwise()
    {
        var settings = Read(("HF_ENDPOINT", "http://127.0.0.1:9/mirror"), ("HF_TOKEN", " hf_a "), ("HF_HUB_OFFLINE", "1"), ("HF_HOME", _home));
        Assert.Equal((new Uri("http://127.0.0.1:9/mirror/"), "hf_a", true, Path.Combine(_home, "hub")), (settings.Endpoint, settings.Token, settings.IsOffline, settings.CacheFolder));
        Assert.Equal("c", Read(("HF_HUB_CACHE", "c"), ("HF_HOME", _home)).CacheFolder);
        Assert.False(Read(("HF_HUB_OFFLINE", "0")).IsOffline);
        Assert.Throws<CommandFailedException>(() => Read(("HF_ENDPOINT", "nowhere")));
    }

    [Fact]
    public void The_token_may_stand_in_a_file()
    {
        File.WriteAllText(Path.Combine(_home, "token"), "hf_file\n");
        File.WriteAllText(Path.Combine(_home, "other"), "hf_other");
        Assert.Equal("hf_file", Read(("HF_HOME", _home)).Token);
        Assert.Equal("hf_other", Read(("HF_HOME", _home), ("HF_TOKEN_PATH", Path.Combine(_home, "other"))).Token);
        Assert.Equal("hf_env", Read(("HF_HOME", _home), ("HF_TOKEN", "hf_env")).Token);
    }

    [Theory]
    [InlineData("bert-base-uncased", "bert-base-uncased", "main", "bert-base-uncased")]
    [InlineData("owner/name.v1@refs/pr/3", "owner/name.v1", "refs/pr/3", "name.v1")]
    public void A_model_is_named_by_owner_name_and_revision(string text, string repository, string revision, string shortName)
    {
        var name = HubModelName.Parse(text);
        Assert.Equal((repository, revision, shortName), (name.Repository, name.Revision, name.ShortName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b/c")]
    [InlineData("../b")]
    [InlineData("a/b@../../c")]
    [InlineData("a/b@")]
    [InlineData("https://huggingface.co/a/b")]
    public void What_is_no_name_is_refused(string text) => Assert.Throws<CommandFailedException>(() => HubModelName.Parse(text));

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static HubSettings Read(params (string Name, string Value)[] variables) =>
        HubSettings.Read(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
