using System.Text.RegularExpressions;

namespace Architecture.Tests.Infra;

public sealed partial class BicepModuleTests
{
    public const int MostLines = 120;

    [Fact]
    public void No_module_is_longer_than_120_lines() =>
        Assert.Empty(Files().Where(file => file.Lines.Count > MostLines).Select(file => $"{file.Path}: {file.Lines.Count} lines"));

    [Fact]
    public void Every_parameter_is_described() =>
        Assert.Empty(Files().SelectMany(file => file.Parameters.Where(parameter => !parameter.IsDescribed).Select(parameter => $"{file.Path}: {parameter.Name}")));

    [Fact]
    public void Every_output_of_a_module_is_described() =>
        Assert.Empty(Files().Where(file => !file.Path.EndsWith("main.bicep", StringComparison.Ordinal))
            .SelectMany(file => file.Outputs.Where(output => !output.IsDescribed).Select(output => $"{file.Path}: {output.Name}")));

    [Fact]
    public void Role_guids_stand_in_core_roles_bicep_only()
    {
        var roles = InfraFiles.PathOf("infra/core/roles.bicep");
        Assert.Equal(7, Guid().Count(File.ReadAllText(roles)));
        var elsewhere = Directory.GetFiles(InfraFiles.PathOf("infra"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".bicep" or ".json" or ".sh")
            .Where(path => path != roles && Guid().IsMatch(File.ReadAllText(path)));
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Every_role_is_given_to_somebody()
    {
        var text = string.Join('\n', Files().Select(file => file.Text));
        var names = RoleName().Matches(InfraFiles.Read("infra/core/roles.bicep")).Select(match => match.Groups[1].Value);
        var unused = names.Where(role => !text.Contains("roles." + role, StringComparison.Ordinal));
        Assert.Equal([], unused);
    }

    [Fact]
    public void No_output_carries_a_key_or_a_connection_string()
    {
        var words = new[] { "key", "secret", "password", "connectionstring", "sas", "listkeys" };
        var outputs = Files().SelectMany(file => file.Outputs.Select(output => (file.Path, Text: (output.Name + " " + output.Rest).ToUpperInvariant())));
        Assert.DoesNotContain(outputs, output => words.Any(word => output.Text.Contains(word.ToUpperInvariant(), StringComparison.Ordinal)));
        Assert.DoesNotContain(Files(), file => file.Text.Contains("listKeys", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_resource_type_has_one_api_version_everywhere()
    {
        var versions = Files().SelectMany(file => file.ResourceTypes()).Distinct().GroupBy(type => type.Split('@')[0]);
        Assert.Empty(versions.Where(group => group.Count() > 1).Select(group => string.Join(", ", group)));
    }

    [Fact]
    public void Every_api_version_is_listed_in_the_readme()
    {
        var readme = InfraFiles.Read("infra/README.md");
        Assert.All(
            Files().SelectMany(file => file.ResourceTypes()).Distinct(),
            type => Assert.Contains($"| {type.Split('@')[0]} | {type.Split('@')[1]} |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_parameters_file_names_parameters_of_main_and_every_required_one()
    {
        using var file = System.Text.Json.JsonDocument.Parse(InfraFiles.Read("infra/main.parameters.json"));
        var given = file.RootElement.GetProperty("parameters").EnumerateObject().Select(property => property.Name).ToHashSet();
        var parameters = InfraFiles.Bicep("infra/main.bicep").Parameters.ToList();
        Assert.Empty(given.Except(parameters.Select(parameter => parameter.Name)));
        Assert.Empty(parameters.Where(parameter => !parameter.Rest.Contains('=', StringComparison.Ordinal)).Select(parameter => parameter.Name).Except(given));
    }

    private static IEnumerable<BicepFile> Files() => InfraFiles.BicepPaths.Select(BicepFile.Read);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guid();

    [GeneratedRegex(@"^  (\w+): '", RegexOptions.Multiline)]
    private static partial Regex RoleName();
}
