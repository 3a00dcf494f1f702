using System.Text.RegularExpressions;

namespace Architecture.Tests.Infra;

/// <summary>The identity provider in front of the app: what it lets through, what it holds, and that keys stay.</summary>
public sealed partial class SignInTests
{
    private static readonly string Module = InfraFiles.Read("infra/app/signin.bicep");

    [Fact]
    public void Health_and_the_webhook_of_Event_Grid_are_left_out_and_nothing_else()
    {
        var left = Quoted().Matches(Excluded().Match(Module).Groups[1].Value).Select(match => match.Groups[1].Value).ToList();
        var health = HealthProbe().Match(InfraFiles.Read("infra/app/functions.bicep")).Groups[1].Value;
        var webhook = Webhook().Match(InfraFiles.Read("infra/hooks/postdeploy.sh")).Groups[1].Value;
        Assert.Equal([health, webhook], left);
        Assert.Contains($"Route = \"{health[1..]}\"", InfraFiles.Read("src/FineTune.Functions/Api/GetHealth.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_that_it_names_is_one_that_the_app_holds()
    {
        var named = SecretName().Match(Module).Groups[1].Value;
        Assert.NotEmpty(named);
        Assert.Contains($"{{ name: '{named}', value: signIn.clientSecret }}", InfraFiles.Read("infra/app/functions.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_made_only_where_a_client_is_named_and_keys_stay_in_force()
    {
        Assert.Contains("module signin 'app/signin.bicep' = if (!empty(signIn.clientId))", InfraFiles.Read("infra/resources.bicep"), StringComparison.Ordinal);
        Assert.Contains("{ name: 'host-function-default', value: hostKeys.default }", InfraFiles.Read("infra/app/functions.bicep"), StringComparison.Ordinal);
        var open = Trigger().Matches(string.Join('\n', Directory.GetFiles(InfraFiles.PathOf("src/FineTune.Functions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)))
            .Where(match => match.Groups[1].Value == "Anonymous").Select(match => match.Groups[2].Value).Order(StringComparer.Ordinal);
        Assert.Equal(["api/health", "dashboard/{file}", "{ignored:maxlength(0)?}"], open);
    }

    [Fact]
    public void Its_parameters_are_those_that_the_page_names()
    {
        var variables = Variable().Matches(InfraFiles.Read("infra/main.parameters.json")).Select(match => match.Value).Distinct().ToList();
        Assert.Equal(3, variables.Count);
        Assert.All(variables, variable => Assert.Contains($"azd env set {variable} ", InfraFiles.Read("docs/azure.md"), StringComparison.Ordinal));
    }

    [GeneratedRegex(@"excludedPaths: \[([^\]]*)\]")]
    private static partial Regex Excluded();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"var health = \{ path: '([^']+)'")]
    private static partial Regex HealthProbe();

    [GeneratedRegex(@"\$FINETUNE_ADDRESS(/runtime/webhooks/\w+)\?")]
    private static partial Regex Webhook();

    [GeneratedRegex("clientSecretSettingName: '([^']+)'")]
    private static partial Regex SecretName();

    [GeneratedRegex("""HttpTrigger\(AuthorizationLevel\.(\w+),[^)]*?Route = "([^"]*)""")]
    private static partial Regex Trigger();

    [GeneratedRegex("FINETUNE_SIGN_IN_[A-Z_]+")]
    private static partial Regex Variable();
}
