using System.Text.RegularExpressions;

namespace Architecture.Tests.Infra;

public sealed partial class SettingTests
{
    /// <summary>What the Functions host, its extensions and the identity library read, besides the product's own section.</summary>
    private static readonly string[] HostSettings =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "ASPNETCORE_URLS",
        "AzureFunctionsJobHost__Logging__Console__IsEnabled",
        "AzureFunctionsJobHost__extensions__durableTask__hubName",
        "AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
        "AzureFunctionsWebHost__hostid", "AzureWebJobsSecretStorageType",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME",
    ];

    private const string Section = "FineTune__";

    [Fact]
    public void Every_host_setting_is_set_and_no_unknown_one()
    {
        var set = Names().Where(name => !name.StartsWith(Section, StringComparison.Ordinal) && !Switch().IsMatch(name)).ToList();
        Assert.Equal(HostSettings.Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
        Assert.Equal(set.Count, set.Distinct().Count());
    }

    [Fact]
    public void Every_option_of_the_product_is_set_or_listed_as_left_to_its_default_and_no_unknown_one()
    {
        var options = Options();
        var set = Names().Where(name => name.StartsWith(Section, StringComparison.Ordinal)).Select(name => name[Section.Length..]).ToList();
        var left = DefaultRow().Matches(InfraFiles.Read("infra/README.md")).Select(match => match.Groups[1].Value).ToList();
        Assert.Empty(set.Except(options));
        Assert.Empty(left.Except(options));
        Assert.Empty(set.Intersect(left));
        Assert.Empty(options.Except(set).Except(left));
    }

    [Fact]
    public void Only_functions_that_exist_are_switched_off()
    {
        var functions = Directory.GetFiles(InfraFiles.PathOf("src/FineTune.Functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Function().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.SkipWhen(functions.Count == 0, "the product has no functions yet");
        var switched = Names().Select(name => Switch().Match(name)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(switched);
        Assert.Empty(switched.Except(functions));
    }

    [Fact]
    public void The_backend_named_by_the_host_settings_is_the_connection_string_that_is_set()
    {
        var settings = InfraFiles.Settings().ToDictionary();
        var name = settings["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName"].Trim('\'');
        Assert.StartsWith("'Endpoint=${from.schedulerEndpoint};TaskHub=${from.taskHubName};Authentication=ManagedIdentity", settings[name], StringComparison.Ordinal);
        Assert.Equal("from.taskHubName", settings["AzureFunctionsJobHost__extensions__durableTask__hubName"]);
    }

    [Fact]
    public void No_setting_carries_an_account_key() =>
        Assert.DoesNotContain(InfraFiles.Settings(), setting => setting.Value.Contains("AccountKey", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Names() => InfraFiles.Settings().Select(setting => setting.Key);

    private static HashSet<string> Options()
    {
        var path = InfraFiles.PathOf("src/FineTune.Functions/FineTuneOptions.cs");
        Assert.SkipUnless(File.Exists(path), "the product has no options yet");
        return Option().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).ToHashSet();
    }

    [GeneratedRegex(@"public [\w?<>]+ (\w+) \{ get; (?:init|set); \}")]
    private static partial Regex Option();

    [GeneratedRegex(@"\[Function\((?:nameof\()?""?(\w+)")]
    private static partial Regex Function();

    [GeneratedRegex(@"^AzureWebJobs_(\w+)_Disabled$")]
    private static partial Regex Switch();

    [GeneratedRegex(@"^\| `FineTune__(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex DefaultRow();
}
