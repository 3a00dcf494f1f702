using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>Dependencies point down only, as the house is drawn.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["DurableTask"] = [],
        ["FineTune.Cli"] = ["FineTune.Training"],
        ["FineTune.Functions"] = ["FineTune.Search", "FineTune.Training"],
        ["FineTune.Search"] = [],
        ["FineTune.Training"] = [],
        ["FunctionsWorker"] = ["DurableTask"],
        ["IOHashing"] = [],
        ["TorchSharp"] = [],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["FineTune.Cli"] = [],
        ["FineTune.Functions"] = ["UsesDurableTask", "UsesFunctionsWorker", "UsesStorageBlobs"],
        ["FineTune.Search"] = [],
        ["FineTune.Training"] = ["UsesTorchSharp"],
    };

    public static TheoryData<string> Projects() =>
        new(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        var references = Load(project).Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_product_project_uses_only_the_packages_of_its_floor(string project)
    {
        if (AllowedPackages.TryGetValue(project, out var allowed))
        {
            var used = Load(project).Descendants().Where(item => item.Name.LocalName.StartsWith("Uses", StringComparison.Ordinal) && item.Value == "true").Select(item => item.Name.LocalName);
            Assert.Empty(used.Except(allowed));
        }
    }

    private static XDocument Load(string project) =>
        XDocument.Load(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), project + ".csproj", SearchOption.AllDirectories).Single());
}
