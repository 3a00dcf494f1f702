using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>Rules over the product's sources that no compiler checks.</summary>
public sealed partial class SourceRuleTests
{
    private static readonly string[] ProductProjects = ["FineTune.Cli", "FineTune.Functions", "FineTune.Search", "FineTune.Training"];

    private static IEnumerable<string> ProductSources() =>
        ProductProjects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

    [Fact]
    public void Product_code_does_not_know_whether_it_runs_on_stand_ins()
    {
        var offenders = ProductSources().Where(file => ConditionalOnStandIns().IsMatch(Read(file)));
        Assert.Empty(offenders);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var offenders = new List<string>();
        foreach (var file in ProductSources())
        {
            var match = NamespaceLine().Match(Read(file));
            var folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.Combine(Repository.Root, file)))!;
            if (match.Success && match.Groups[1].Value != folder.Replace(Path.DirectorySeparatorChar, '.'))
            {
                offenders.Add($"{file}: {match.Groups[1].Value}");
            }
        }

        Assert.Empty(offenders);
    }

    [Fact]
    public void Nothing_is_left_unimplemented()
    {
        var offenders = ProductSources().Where(file => Read(file).Contains("NotImplementedException", StringComparison.Ordinal));
        Assert.Empty(offenders);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"^\s*#(if|elif).*STAND_?IN", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ConditionalOnStandIns();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
