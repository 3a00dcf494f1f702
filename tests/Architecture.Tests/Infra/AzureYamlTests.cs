using System.Text.Json;
using System.Text.RegularExpressions;

namespace Architecture.Tests.Infra;

public sealed partial class AzureYamlTests
{
    private const string Service = "services/functions";

    private static readonly Yaml Azure = Yaml.Read("azure.yaml");

    [Fact]
    public void The_name_follows_the_schema() => Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", Azure.Value("name"));

    [Fact]
    public void Only_fields_of_the_schema_are_used()
    {
        Assert.Empty(Azure.Keys("").Except(["name", "metadata", "infra", "hooks", "services", "pipeline", "workflows"]));
        Assert.Empty(Azure.Keys("infra").Except(["provider", "path", "module", "layers"]));
        Assert.Empty(Azure.Keys(Service).Except(["project", "language", "host", "apiVersion", "docker", "hooks", "resourceName", "image", "env", "uses"]));
        Assert.Empty(Azure.Keys(Service + "/docker").Except(["path", "context", "platform", "remoteBuild", "registry", "image", "tag", "buildArgs", "target"]));
        Assert.Equal("containerapp", Azure.Value(Service + "/host"));
    }

    [Fact]
    public void The_service_is_the_one_that_bicep_tags_and_names()
    {
        Assert.Equal(["functions"], Azure.Keys("services"));
        Assert.Contains("'azd-service-name': 'functions'", InfraFiles.Read("infra/resources.bicep"), StringComparison.Ordinal);
        Assert.Contains(InfraFiles.Bicep("infra/main.bicep").Outputs, output => output.Name == "SERVICE_FUNCTIONS_NAME");
        Assert.Contains("${SERVICE_FUNCTIONS_IMAGE_NAME}", InfraFiles.Read("infra/main.parameters.json"), StringComparison.Ordinal);
        Assert.Contains("'azd-env-name': environmentName", InfraFiles.Read("infra/main.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_outputs_that_azd_needs_are_there() =>
        Assert.Subset(
            InfraFiles.Bicep("infra/main.bicep").Outputs.Select(output => output.Name).ToHashSet(),
            new HashSet<string> { "AZURE_LOCATION", "AZURE_TENANT_ID", "AZURE_RESOURCE_GROUP", "AZURE_CONTAINER_REGISTRY_ENDPOINT" });

    [Fact]
    public void Azd_updates_the_app_with_the_api_version_that_made_it()
    {
        var version = Azure.Value(Service + "/apiVersion");
        Assert.Contains($"Microsoft.App/containerApps@{version}", InfraFiles.Bicep("infra/app/functions.bicep").ResourceTypes());
        Assert.Contains($"api-version={version}", InfraFiles.Read("infra/hooks/postprovision.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_path_exists()
    {
        var project = Azure.Value(Service + "/project");
        Assert.True(Directory.Exists(InfraFiles.PathOf(project)));
        Assert.True(File.Exists(InfraFiles.PathOf(Path.Combine(project, Azure.Value(Service + "/docker/path")))));
        Assert.True(File.Exists(InfraFiles.PathOf(Path.Combine(project, Azure.Value(Service + "/hooks/postdeploy/run")))));
        Assert.All(Azure.Keys("hooks"), hook => Assert.True(File.Exists(InfraFiles.PathOf(Azure.Value($"hooks/{hook}/run")))));
        Assert.Equal(InfraFiles.Root, Path.GetFullPath(InfraFiles.PathOf(Path.Combine(project, Azure.Value(Service + "/docker/context")))));
        Assert.True(File.Exists(InfraFiles.PathOf($"{Azure.Value("infra/path")}/{Azure.Value("infra/module")}.bicep")));
    }

    [Fact]
    public void The_hooks_read_only_what_azd_or_an_output_or_the_other_hook_gives()
    {
        var given = InfraFiles.Bicep("infra/main.bicep").Outputs.Select(output => output.Name)
            .Concat(["AZURE_SUBSCRIPTION_ID", "FINETUNE_BLOBS_KEY"]).ToHashSet();
        var read = Variable().Matches(InfraFiles.Read("infra/hooks/postprovision.sh") + InfraFiles.Read("infra/hooks/postdeploy.sh")).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Empty(read.Except(given));
        Assert.Contains("FINETUNE_BLOBS_KEY", InfraFiles.Read("infra/hooks/preprovision.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_placeholder_of_the_scale_rules_is_filled_by_the_hook()
    {
        var rules = InfraFiles.Read("infra/app/scale-rules.json");
        using var parsed = JsonDocument.Parse(rules);
        Assert.True(parsed.RootElement.GetProperty("properties").GetProperty("template").GetProperty("scale").GetProperty("allowScalingRuleOverride").GetBoolean());
        var hook = InfraFiles.Read("infra/hooks/postprovision.sh");
        Assert.All(Placeholder().Matches(rules).Select(match => match.Groups[1].Value), name => Assert.Contains($"s|\\${{{name}}}|${name}|", hook, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<!\\)\$([A-Z][A-Z0-9_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{([A-Z_]+)\}")]
    private static partial Regex Placeholder();
}
