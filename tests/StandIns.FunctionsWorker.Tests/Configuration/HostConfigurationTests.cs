using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StandIns.FunctionsWorker.Tests.Http;

namespace StandIns.FunctionsWorker.Tests.Configuration;

public sealed class HostConfigurationTests
{
    [Theory]
    [InlineData("{ \"version\": \"2.0\", ", "line 1")]
    [InlineData("{ }", "\"version\" must be \"2.0\"")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "soon" }""", "functionTimeout is \"soon\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "blobs": { "poisonBlobThreshold": 0 } } }""", "extensions.blobs.poisonBlobThreshold is \"0\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "{x}" } } }""", "routePrefix")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "no-good" } } }""", "hubName \"no-good\"")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "versionMatchStrategy": "Newest" } } }""", "versionMatchStrategy is \"Newest\", not one of None, Strict, CurrentOrOlder")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "versionFailureStrategy": "1" } } }""", "versionFailureStrategy is \"1\", not one of Reject, Fail")]
    public void A_mistake_in_host_json_is_named(string hostJson, string expected)
    {
        var error = Assert.Throws<HostConfigurationException>(() => RunningApp.Build([typeof(SampleHttpFunctions)], hostJson));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_fine()
    {
        var settings = Read("""{ "version": "2.0", /* five */ "functionTimeout": "-1", }""");

        Assert.Null(settings.FunctionTimeout);
    }

    [Fact]
    public void A_setting_overrides_host_json()
    {
        var settings = Read(
            """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "A", "maxConcurrentActivityFunctions": 3 } } }""",
            "--AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions=1",
            "--AzureFunctionsWebHost:hostid=mine");

        Assert.Equal("A", settings.Durable.HubName);
        Assert.Equal(1, settings.Durable.MaxConcurrentActivities);
        Assert.Equal("mine", settings.HostId);
    }

    [Theory]
    [InlineData("AzureWebJobs.Hello.Disabled", "true", false)]
    [InlineData("AzureWebJobs_Hello_Disabled", "1", false)]
    [InlineData("AzureWebJobs_Hello_Disabled", "false", true)]
    [InlineData("AzureWebJobs_Other_Disabled", "true", true)]
    public void A_setting_leaves_a_function_out(string setting, string value, bool isThere)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();

        var catalog = FunctionCatalog.FromTypes([typeof(Disabled)]).Enabled(settings);

        Assert.Equal(isThere, catalog.Find("Hello") is not null);
        Assert.NotNull(catalog.Find("Stays"));
    }

    [Fact]
    public void The_durable_file_comes_from_the_setting_that_host_json_names()
    {
        var named = Read(
            """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "A", "storageProvider": { "connectionStringName": "Hub" } } } }""",
            "--Hub=Data Source=state/hub.db");
        var plain = Read("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "A" } } }""");

        Assert.Equal(Path.Combine(named.ContentRoot, "state", "hub.db"), named.Durable.File);
        Assert.Equal(Path.Combine(plain.ContentRoot, ".durable", "A.db"), plain.Durable.File);
    }

    [Fact]
    public void Two_functions_of_one_name_are_a_mistake()
    {
        var error = Assert.Throws<HostConfigurationException>(() =>
            RunningApp.Build([typeof(SampleHttpFunctions), typeof(SameNames)], """{ "version": "2.0" }"""));

        Assert.Contains("Two functions are called \"Hello\"", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_function_without_a_trigger_is_a_mistake()
    {
        var error = Assert.Throws<HostConfigurationException>(() => RunningApp.Build([typeof(NoTriggers)], """{ "version": "2.0" }"""));

        Assert.Contains("exactly one trigger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Local_settings_become_settings_and_environment()
    {
        var folder = Directory.CreateTempSubdirectory("functions-");
        File.WriteAllText(Path.Combine(folder.FullName, "local.settings.json"), """
            {
              "IsEncrypted": false,
              "Values": { "FINETUNE_TEST_LOCAL_SETTING": "here" },
              "ConnectionStrings": { "Other": "elsewhere" },
              "Host": { "LocalHttpPort": 7123, "CORS": "https://one.example, https://two.example", "CORSCredentials": true }
            }
            """);

        var local = LocalSettings.Load(folder.FullName);
        local.Export();

        Assert.Equal("elsewhere", local.Values["ConnectionStrings:Other"]);
        Assert.Equal(7123, local.Port);
        Assert.Equal(["https://one.example", "https://two.example"], local.CorsOrigins);
        Assert.True(local.CorsCredentials);
        Assert.Equal("here", Environment.GetEnvironmentVariable("FINETUNE_TEST_LOCAL_SETTING"));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("--port 7100", null, 7200, true, "http://127.0.0.1:7100")]
    [InlineData("", "http://127.0.0.1:7300;http://127.0.0.1:7301", 7200, true, "http://127.0.0.1:7300,http://127.0.0.1:7301")]
    [InlineData("", null, 7200, true, "http://127.0.0.1:7200")]
    [InlineData("", null, null, true, "http://127.0.0.1:7071")]
    [InlineData("--port=80", null, null, false, "http://*:80")]
    public void The_address_is_chosen_in_order(string args, string? urls, int? local, bool isDevelopment, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("urls", urls)]).Build();

        var chosen = ListenAddress.Choose(args.Split(' ', StringSplitOptions.RemoveEmptyEntries), configuration, local, isDevelopment);

        Assert.Equal(expected, string.Join(',', chosen));
    }

    [Fact]
    public void A_port_that_is_none_is_a_mistake() => Assert.Throws<HostConfigurationException>(() =>
        ListenAddress.Choose(["--port", "http"], new ConfigurationBuilder().Build(), null, true));

    private static HostSettings Read(string hostJson, params string[] args)
    {
        var app = RunningApp.Build([typeof(object)], hostJson, args: args);
        return app.Get<HostSettings>();
    }
}
